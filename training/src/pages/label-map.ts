/**
 * Which polygon covers each pixel of a page: 0 = none, i + 1 = polygon i; where they overlap, the
 * later one.
 */
export interface LabelMap {
  width: number;
  height: number;
  labels: Uint16Array;
}

type Polygon = readonly (readonly [number, number])[];

/** Fills polygons into a map of the page, row by row (even-odd rule at the pixels' middles). */
export function drawLabelMap(width: number, height: number, polygons: readonly Polygon[]): LabelMap {
  const labels = new Uint16Array(width * height);
  for (const [i, polygon] of polygons.entries()) fill({ width, height, labels }, polygon, i + 1);
  return { width, height, labels };
}

function fill({ width, height, labels }: LabelMap, polygon: Polygon, label: number): void {
  const ys = polygon.map(([, y]) => y);
  const top = Math.max(0, Math.floor(Math.min(...ys)));
  const bottom = Math.min(height - 1, Math.ceil(Math.max(...ys)));
  for (let y = top; y <= bottom; y++) {
    const crossings: number[] = [];
    for (const [k, [ax, ay]] of polygon.entries()) {
      const [bx, by] = polygon[(k + 1) % polygon.length];
      if (ay <= y + 0.5 !== by <= y + 0.5) crossings.push(ax + ((y + 0.5 - ay) / (by - ay)) * (bx - ax));
    }
    crossings.sort((a, b) => a - b);
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      const from = Math.max(0, Math.round(crossings[k]));
      const to = Math.min(width, Math.round(crossings[k + 1]));
      if (to > from) labels.fill(label, y * width + from, y * width + to);
    }
  }
}

/** The label at a point, 0 outside the page. */
export function labelAt({ width, height, labels }: LabelMap, x: number, y: number): number {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  return column < 0 || row < 0 || column >= width || row >= height ? 0 : labels[row * width + column];
}
