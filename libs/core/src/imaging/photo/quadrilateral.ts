import type { Point } from '../../page/box.js';

/** Four corners, clockwise as one sees them, from the top left. */
export type Quadrilateral = [Point, Point, Point, Point];

/**
 * A straight line n·p = d with a unit normal that points to the right of the direction of travel.
 */
export interface StraightLine {
  nx: number;
  ny: number;
  d: number;
}

/** Lines whose normals' determinant is smaller are parallel but for rounding. */
const minDeterminant = 1e-6;

/**
 * The corners of the convex hull, clockwise as one sees them (y downwards): the monotone chain of
 * A. Andrew, 1979.
 */
export function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const chain = (ordered: readonly Point[]): Point[] => {
    const hull: Point[] = [];
    for (const p of ordered) {
      while (hull.length > 1 && cross(hull[hull.length - 2], hull[hull.length - 1], p) <= 0) hull.pop();
      hull.push(p);
    }
    return hull.slice(0, -1);
  };
  return [...chain(sorted), ...chain([...sorted].reverse())];
}

/**
 * The four sides that hold a convex polygon most tightly: again and again the side goes whose
 * neighbours, made longer until they meet, add the least area. Undefined when the polygon has fewer
 * than four corners or no four sides close around it.
 */
export function enclosingQuadrilateral(hull: readonly Point[]): Quadrilateral | undefined {
  const corners = [...hull];
  while (corners.length > 4) {
    let [best, minArea] = [-1, Number.POSITIVE_INFINITY];
    let meeting: Point | undefined;
    for (let i = 0; i < corners.length; i++) {
      const [before, from, to, after] = [-1, 0, 1, 2].map((k) => corners[(i + k + corners.length) % corners.length]);
      const meet = intersection(lineThrough(before, from), lineThrough(to, after));
      if (!meet || cross(from, to, meet) >= 0) continue;
      const area = -cross(from, to, meet);
      if (area < minArea) [best, minArea, meeting] = [i, area, meet];
    }
    if (!meeting) return undefined;
    corners[best] = meeting;
    corners.splice((best + 1) % corners.length, 1);
  }
  return corners.length === 4 ? fromTopLeft(corners) : undefined;
}

/** The line from `a` to `b`. */
export function lineThrough(a: Point, b: Point): StraightLine {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const [nx, ny] = [-(b.y - a.y) / length, (b.x - a.x) / length];
  return { nx, ny, d: nx * a.x + ny * a.y };
}

/** How far a point lies to the right of a line. */
export function offsetFrom({ nx, ny, d }: StraightLine, { x, y }: Point): number {
  return nx * x + ny * y - d;
}

/** Where two lines meet; undefined for (nearly) parallel ones. */
export function intersection(a: StraightLine, b: StraightLine): Point | undefined {
  const det = a.nx * b.ny - b.nx * a.ny;
  if (Math.abs(det) < minDeterminant) return undefined;
  return { x: (a.d * b.ny - b.d * a.ny) / det, y: (a.nx * b.d - b.nx * a.d) / det };
}

/**
 * The line nearest to the points by the squares of their distances (total least squares), in the
 * direction of `like`.
 */
export function fitLine(points: readonly Point[], like: StraightLine): StraightLine {
  const mx = points.reduce((sum, p) => sum + p.x, 0) / points.length;
  const my = points.reduce((sum, p) => sum + p.y, 0) / points.length;
  let [xx, xy, yy] = [0, 0, 0];
  for (const { x, y } of points) {
    xx += (x - mx) ** 2;
    xy += (x - mx) * (y - my);
    yy += (y - my) ** 2;
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  let [nx, ny] = [-Math.sin(angle), Math.cos(angle)];
  if (nx * like.nx + ny * like.ny < 0) [nx, ny] = [-nx, -ny];
  return { nx, ny, d: nx * mx + ny * my };
}

export function areaOf(corners: readonly Point[]): number {
  let sum = 0;
  corners.forEach((p, i) => {
    const q = corners[(i + 1) % corners.length];
    sum += p.x * q.y - q.x * p.y;
  });
  return Math.abs(sum) / 2;
}

/** The same corners, beginning with the one nearest to the top left. */
export function fromTopLeft(corners: readonly Point[]): Quadrilateral {
  let first = 0;
  corners.forEach((p, i) => {
    if (p.x + p.y < corners[first].x + corners[first].y) first = i;
  });
  const [a, b, c, d] = [0, 1, 2, 3].map((i) => corners[(first + i) % 4]);
  return [a, b, c, d];
}

function cross(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}
