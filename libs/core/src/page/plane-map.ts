import { type Affine, applyAffine, composeAffine, invertAffine } from './affine.js';
import type { Box, Point } from './box.js';

/**
 * A perspective map `x' = (h0·x + h1·y + h2) / w`, `y' = (h3·x + h4·y + h5) / w` with `w = h6·x +
 * h7·y + h8`, row by row. What a camera makes of a flat sheet.
 */
export type Homography = readonly [number, number, number, number, number, number, number, number, number];

/**
 * A map of the plane that keeps straight lines straight: rotated, scaled and moved pages need six
 * numbers, photographed pages nine.
 */
export type PlaneMap = Affine | Homography;

/** The image of a point under a map. */
export function applyMap(map: PlaneMap, point: Point): Point {
  if (!isHomography(map)) return applyAffine(map, point);
  const { x, y } = point;
  const w = map[6] * x + map[7] * y + map[8];
  return { x: (map[0] * x + map[1] * y + map[2]) / w, y: (map[3] * x + map[4] * y + map[5]) / w };
}

/** The map that does `first`, then `second`. The result has six numbers if both maps have six. */
export function composeMaps(first: PlaneMap, second: PlaneMap): PlaneMap {
  if (!isHomography(first) && !isHomography(second)) return composeAffine(first, second);
  const a = matrixOf(second);
  const b = matrixOf(first);
  const cell = (i: number): number => {
    const row = 3 * Math.floor(i / 3);
    return a[row] * b[i % 3] + a[row + 1] * b[3 + (i % 3)] + a[row + 2] * b[6 + (i % 3)];
  };
  return normalised([cell(0), cell(1), cell(2), cell(3), cell(4), cell(5), cell(6), cell(7), cell(8)]);
}

/** The inverse map. Throws a RangeError if the map is singular. */
export function invertMap(map: PlaneMap): PlaneMap {
  if (!isHomography(map)) return invertAffine(map);
  const [a, b, c, d, e, f, g, h, i] = map;
  const det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (Math.abs(det) < 1e-12) throw new RangeError('perspective map has no inverse');
  return normalised([
    (e * i - f * h) / det,
    (c * h - b * i) / det,
    (b * f - c * e) / det,
    (f * g - d * i) / det,
    (a * i - c * g) / det,
    (c * d - a * f) / det,
    (d * h - e * g) / det,
    (b * g - a * h) / det,
    (a * e - b * d) / det,
  ]);
}

/** The axis-parallel box around the image of `box`. */
export function mapBox(map: PlaneMap, box: Box): Box {
  const corners = cornersOf(box).map((p) => applyMap(map, p));
  const x = Math.min(...corners.map((p) => p.x));
  const y = Math.min(...corners.map((p) => p.y));
  return {
    x,
    y,
    width: Math.max(...corners.map((p) => p.x)) - x,
    height: Math.max(...corners.map((p) => p.y)) - y,
  };
}

/** Corners clockwise from the top left. */
export function cornersOf({ x, y, width, height }: Box): [Point, Point, Point, Point] {
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
}

/**
 * The perspective map that takes the rectangle (0, 0) to (width, height) to four corners, clockwise
 * from the one of the origin (P. Heckbert, 1989). Throws a RangeError if the last three corners are
 * collinear.
 */
export function rectangleToCorners(
  { width, height }: { width: number; height: number },
  [p, q, r, s]: readonly Point[],
): Homography {
  const [dx1, dx2, dx3] = [q.x - r.x, s.x - r.x, p.x - q.x + r.x - s.x];
  const [dy1, dy2, dy3] = [q.y - r.y, s.y - r.y, p.y - q.y + r.y - s.y];
  const det = dx1 * dy2 - dx2 * dy1;
  if (Math.abs(det) < 1e-9) throw new RangeError('the last three corners lie on a line');
  const g = (dx3 * dy2 - dx2 * dy3) / det;
  const h = (dx1 * dy3 - dx3 * dy1) / det;
  return [
    (q.x - p.x + g * q.x) / width,
    (s.x - p.x + h * s.x) / height,
    p.x,
    (q.y - p.y + g * q.y) / width,
    (s.y - p.y + h * s.y) / height,
    p.y,
    g / width,
    h / height,
    1,
  ];
}

function isHomography(map: PlaneMap): map is Homography {
  return map.length === 9;
}

function matrixOf(map: PlaneMap): Homography {
  return isHomography(map) ? map : [map[0], map[2], map[4], map[1], map[3], map[5], 0, 0, 1];
}

/** Homographies are equal up to a factor; the last number is scaled to 1 if possible. */
function normalised(map: Homography): Homography {
  const by = Math.abs(map[8]) > 1e-9 ? map[8] : 1;
  const [a, b, c, d, e, f, g, h, i] = map;
  return [a / by, b / by, c / by, d / by, e / by, f / by, g / by, h / by, i / by];
}
