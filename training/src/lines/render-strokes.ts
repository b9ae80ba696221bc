import type { GrayImage } from '@longhand/core';

const [PAPER, INK] = [235, 35];
/** Height of the ink, margin around it and width of the pen, in pixels. */
const [INK_HEIGHT, MARGIN, PEN] = [52, 6, 2.5];

/**
 * Pen strokes as a picture: dark polylines with soft edges on even paper, the ink 52 px high.
 * Always the same for the same strokes.
 *
 * @param strokes each a flat list x0, y0, x1, y1, ... in any unit, y downwards.
 */
export function renderStrokes(strokes: readonly (readonly number[])[]): GrayImage {
  const xs = strokes.flatMap((stroke) => stroke.filter((_, i) => i % 2 === 0));
  const ys = strokes.flatMap((stroke) => stroke.filter((_, i) => i % 2 === 1));
  const [left, top] = [least(xs), least(ys)];
  const scale = INK_HEIGHT / Math.max(1e-6, -least(ys.map((y) => -y)) - top);
  const width = Math.ceil((-least(xs.map((x) => -x)) - left) * scale) + 2 * MARGIN;
  const height = INK_HEIGHT + 2 * MARGIN;
  const cover = new Float32Array(width * height);
  for (const stroke of strokes) {
    const at = (i: number) => ({
      x: (stroke[2 * i] - left) * scale + MARGIN,
      y: (stroke[2 * i + 1] - top) * scale + MARGIN,
    });
    const points = stroke.length / 2;
    for (let i = 0; i < Math.max(1, points - 1); i++) drawSegment(at(i), at(Math.min(i + 1, points - 1)));
  }
  const data = Uint8Array.from(cover, (share) => Math.round(PAPER - (PAPER - INK) * share));
  return { width, height, data };

  function drawSegment(a: Point, b: Point): void {
    const reach = PEN / 2 + 1;
    const x1 = Math.min(width - 1, Math.ceil(Math.max(a.x, b.x) + reach));
    const y1 = Math.min(height - 1, Math.ceil(Math.max(a.y, b.y) + reach));
    for (let y = Math.max(0, Math.floor(Math.min(a.y, b.y) - reach)); y <= y1; y++)
      for (let x = Math.max(0, Math.floor(Math.min(a.x, b.x) - reach)); x <= x1; x++) {
        const share = Math.min(1, Math.max(0, PEN / 2 + 0.5 - distanceTo(a, b, { x, y })));
        cover[y * width + x] = Math.max(cover[y * width + x], share);
      }
  }
}

interface Point {
  x: number;
  y: number;
}

/** From a point to the nearest one of the segment. */
function distanceTo(a: Point, b: Point, p: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length));
  return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
