/**
 * Exact-area coverage of filled outlines, as font-rs (Raph Levien) does it: each edge adds its
 * signed area and cover to the pixels it crosses, and a running sum along the rows gives the
 * coverage. Linear in edge length; no sorting, no supersampling.
 */
export class CoverageCanvas {
  private readonly sums: Float32Array;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    // Two spare cells a row: an edge at the right border writes one pixel behind itself.
    this.sums = new Float32Array((width + 2) * height);
  }

  /**
   * Adds a closed polygon, points as x0, y0, x1, y1, ... in pixels; what lies outside the canvas is
   * clipped. `strength` (0..1) is the coverage that its inside comes to.
   */
  addPolygon(points: Float32Array, strength = 1): void {
    const count = points.length;
    if (count < 6) return;
    let [x, y] = [points[count - 2], points[count - 1]];
    for (let i = 0; i < count; i += 2) {
      this.addEdge({ fromX: x, fromY: y, toX: points[i], toY: points[i + 1] }, strength);
      [x, y] = [points[i], points[i + 1]];
    }
  }

  private addEdge(
    { fromX, fromY, toX, toY }: { fromX: number; fromY: number; toX: number; toY: number },
    strength: number,
  ): void {
    if (fromY === toY) return;
    const sign = fromY < toY ? 1 : -1;
    const [topX, topY, endX, endY] = sign > 0 ? [fromX, fromY, toX, toY] : [toX, toY, fromX, fromY];
    const slope = (endX - topX) / (endY - topY);
    const first = Math.max(0, Math.floor(topY));
    const last = Math.min(this.height, Math.ceil(endY));
    let x = topY < 0 ? topX - topY * slope : topX;
    for (let row = first; row < last; row++) {
      const tall = Math.min(row + 1, endY) - Math.max(row, topY);
      const next = x + slope * tall;
      this.addSpan(row, x, next, sign * tall * strength);
      x = next;
    }
  }

  /** One edge's part inside one row: `cover` is its signed height there, times the strength. */
  private addSpan(row: number, from: number, to: number, cover: number): void {
    const low = clamp(Math.min(from, to), this.width);
    const high = clamp(Math.max(from, to), this.width);
    const start = row * (this.width + 2);
    const left = Math.floor(low);
    const right = Math.ceil(high);
    if (right <= left + 1) {
      const middle = (low + high) / 2 - left;
      this.sums[start + left] += cover * (1 - middle);
      this.sums[start + left + 1] += cover * middle;
      return;
    }
    const per = 1 / (high - low);
    const head = 0.5 * per * (1 - (low - left)) ** 2;
    const tail = 0.5 * per * (high - right + 1) ** 2;
    this.sums[start + left] += cover * head;
    if (right === left + 2) this.sums[start + left + 1] += cover * (1 - head - tail);
    else {
      const second = per * (1.5 - (low - left));
      this.sums[start + left + 1] += cover * (second - head);
      for (let x = left + 2; x < right - 1; x++) this.sums[start + x] += cover * per;
      const before = second + (right - left - 3) * per;
      this.sums[start + right - 1] += cover * (1 - before - tail);
    }
    this.sums[start + right] += cover * tail;
  }

  /** Coverage 0..1 of each pixel, row by row. */
  coverage(): Float32Array {
    const result = new Float32Array(this.width * this.height);
    for (let y = 0, o = 0; y < this.height; y++) {
      let sum = 0;
      for (let x = 0, i = y * (this.width + 2); x < this.width; x++, i++, o++) {
        sum += this.sums[i];
        const covered = Math.abs(sum);
        // Rounding leaves a trace behind each edge.
        result[o] = covered < 1e-3 ? 0 : Math.min(1, covered);
      }
    }
    return result;
  }
}

const clamp = (x: number, width: number): number => (x < 0 ? 0 : x > width ? width : x);
