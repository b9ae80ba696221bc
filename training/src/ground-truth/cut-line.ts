import type { GrayImage } from '@longhand/core';
import { cutPolygon } from '../lines/cut-strips.js';
import type { PolygonPoint } from './ground-truth-page.js';

/**
 * How far the outline is grown on every side, as a share of its height: transcription tools cut
 * long tails short.
 */
const GROWTH = 0.06;
/** A line that leans more is written along the margin, and would be cut across its letters. */
const MAX_LEAN_DEGREES = 30;
const [MIN_HEIGHT_PX, MIN_WIDTH_PX] = [12, 8];

/**
 * A line of a page as a strip: turned until its baseline is level, cut along its outline grown by 6
 * % of its height; what lies outside becomes paper.
 * @param page grey, 0 = black
 * @param polygon three points or more, in pixels of the page
 * @param baseline two points or more, or none: the line then counts as level
 * @returns undefined for a line that leans by more than 30 degrees, lies outside the page, or is
 * too small to read
 */
export function cutLine(
  page: GrayImage,
  polygon: readonly PolygonPoint[],
  baseline: readonly PolygonPoint[],
): GrayImage | undefined {
  const lean = baseline.length > 1 ? leanOf(baseline) : 0;
  if (Math.abs(lean) > (MAX_LEAN_DEGREES * Math.PI) / 180) return undefined;
  const [cos, sin] = [Math.cos(lean), Math.sin(lean)];
  const [cx, cy] = polygon[0];
  const level = polygon.map(
    ([x, y]): PolygonPoint => [cos * (x - cx) + sin * (y - cy), cos * (y - cy) - sin * (x - cx)],
  );
  const [xs, ys] = [level.map(([x]) => x), level.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [right, bottom] = [Math.max(...xs), Math.max(...ys)];
  const margin = Math.max(2, Math.round(GROWTH * (bottom - top)));
  const [width, height] = [Math.ceil(right - left + 2 * margin), Math.ceil(bottom - top + 2 * margin)];
  if (bottom - top < MIN_HEIGHT_PX || right - left < MIN_WIDTH_PX) return undefined;
  if (!page.data.length || !touches(page, polygon)) return undefined;
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [u, v] = [x + left - margin, y + top - margin];
      data[y * width + x] = levelAt(page, cx + cos * u - sin * v, cy + sin * u + cos * v);
    }
  const outline = grown(
    level.map(([x, y]): PolygonPoint => [x - left + margin, y - top + margin]),
    margin,
  );
  return cutPolygon(
    { width, height, data },
    outline.map(([x, y]): [number, number] => [
      Math.max(0, Math.min(width - 1, x)),
      Math.max(0, Math.min(height - 1, y)),
    ]),
  );
}

function leanOf(baseline: readonly PolygonPoint[]): number {
  const [first, last] = [baseline[0], baseline[baseline.length - 1]];
  const forwards = last[0] >= first[0] ? 1 : -1;
  return Math.atan2(forwards * (last[1] - first[1]), forwards * (last[0] - first[0]));
}

/**
 * Points above the middle of the outline move up, those below move down, and the ends move out:
 * enough for a long flat shape.
 */
function grown(outline: readonly PolygonPoint[], margin: number): PolygonPoint[] {
  const xs = outline.map(([x]) => x);
  const ys = outline.map(([, y]) => y);
  const [middleX, middleY] = [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
  return outline.map(([x, y]) => [x + Math.sign(x - middleX) * margin, y + Math.sign(y - middleY) * margin]);
}

const touches = ({ width, height }: GrayImage, polygon: readonly PolygonPoint[]): boolean =>
  polygon.some(([x, y]) => x >= 0 && y >= 0 && x < width && y < height);

/** Grey between four pixels; the page goes on beyond its edge as it ends. */
function levelAt({ width, height, data }: GrayImage, x: number, y: number): number {
  const [x0, y0] = [Math.floor(x), Math.floor(y)];
  const [fx, fy] = [x - x0, y - y0];
  const at = (column: number, row: number): number =>
    data[Math.max(0, Math.min(height - 1, row)) * width + Math.max(0, Math.min(width - 1, column))];
  const upper = at(x0, y0) * (1 - fx) + at(x0 + 1, y0) * fx;
  const lower = at(x0, y0 + 1) * (1 - fx) + at(x0 + 1, y0 + 1) * fx;
  return Math.round(upper * (1 - fy) + lower * fy);
}
