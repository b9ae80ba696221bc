import type { Point } from '../../page/box.js';
import { type GrayImage, histogramOf } from '../gray-image.js';
import { brightRegion } from './bright-region.js';
import {
  areaOf,
  convexHull,
  enclosingQuadrilateral,
  fitLine,
  fromTopLeft,
  intersection,
  lineThrough,
  offsetFrom,
  type Quadrilateral,
  type StraightLine,
} from './quadrilateral.js';
import { halfPixel } from '../../page/half.js';
import { photoSettings } from './photo-settings.js';

const { sheet } = photoSettings;

interface Candidate {
  corners: Quadrilateral;
  /**
   * How straight and how clearly before something darker, times the area: the lit part of a sheet
   * in half shadow looks like a sheet as well.
   */
  score: number;
}

/**
 * The outline of a sheet of paper that lies before something darker, as four corners in pixels of
 * the picture. Undefined unless it is surely one: a bright region with four straight sides, darker
 * beyond all of them that the picture does not cut off.
 */
export function findSheet(gray: GrayImage): Quadrilateral | undefined {
  const cell = Math.max(1, Math.round(Math.max(gray.width, gray.height) / sheet.lookedAtPx));
  const small = paperOf(gray, cell);
  if (Math.min(small.width, small.height) < 60) return undefined;
  let best: Candidate | undefined;
  for (const level of levelsOf(small)) {
    const found = candidateAt(small, level);
    if (found && (!best || found.score > best.score)) best = found;
  }
  if (!best) return undefined;
  const corners = best.corners.map(({ x, y }) => ({ x: x * cell, y: y * cell }));
  const long = Math.max(gray.width, gray.height);
  const own = [
    [0, 0],
    [gray.width, 0],
    [gray.width, gray.height],
    [0, gray.height],
  ];
  const isWhole = corners.every(({ x, y }, i) => Math.hypot(x - own[i][0], y - own[i][1]) < sheet.sameCorner * long);
  return isWhole ? undefined : fromTopLeft(corners);
}

/**
 * The picture made small, each cell as bright as its paper: the third brightest of nine places, so
 * that thin ink leaves no trace.
 */
function paperOf(gray: GrayImage, cell: number): GrayImage {
  const width = Math.floor(gray.width / cell);
  const height = Math.floor(gray.height / cell);
  const data = new Uint8Array(width * height);
  // Three places of each cell, each way.
  const places = (cells: number) =>
    Int32Array.from({ length: 3 * cells }, (_, i) =>
      Math.floor((Math.floor(i / 3) + ((i % 3) + halfPixel) / 3) * cell),
    );
  const [columns, rows] = [places(width), places(height)];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let first = 0;
      let second = 0;
      let third = 0;
      for (let k = 0; k < 9; k++) {
        const value = gray.data[rows[3 * y + ((k / 3) | 0)] * gray.width + columns[3 * x + (k % 3)]];
        if (value > first) {
          third = second;
          second = first;
          first = value;
        } else if (value > second) {
          third = second;
          second = value;
        } else if (value > third) third = value;
      }
      data[y * width + x] = third;
    }
  }
  return { width, height, data };
}

/** Levels to part paper and table at, evenly spread over what the picture shows. */
function levelsOf(small: GrayImage): number[] {
  const counts = histogramOf(small);
  const quantile = (share: number): number => {
    let seen = 0;
    let level = 0;
    while (level < 255 && seen + counts[level] < share * small.data.length) seen += counts[level++];
    return level;
  };
  const [low, high] = [quantile(sheet.darkQuantile), quantile(sheet.lightQuantile)];
  if (high - low < sheet.minContrast) return [];
  return Array.from({ length: sheet.thresholds }, (_, i) =>
    Math.round(low + ((high - low) * (i + 0.5)) / sheet.thresholds),
  );
}

function candidateAt(small: GrayImage, level: number): Candidate | undefined {
  const region = brightRegion(small, level);
  const whole = small.width * small.height;
  if (!region || region.area < sheet.minShare * whole || region.area > sheet.maxShare * whole) return undefined;
  const rough = enclosingQuadrilateral(convexHull(region.outline));
  const fitted = rough && fitSides(rough, region.outline);
  if (!fitted) return undefined;
  const area = areaOf(fitted.corners);
  const filled = Math.min(region.area / area, area / region.area);
  if (filled < sheet.minFilled || area > sheet.maxShare * whole || !isSheetLike(fitted.corners)) return undefined;
  const sides = fitted.corners.map((from, i) => sideScore(small, from, fitted.corners[(i + 1) % 4]));
  const free = sides.filter((score) => score !== undefined);
  if (free.length < 2) return undefined;
  const score = Math.min(fitted.straight, ...free);
  return score < sheet.minStraight ? undefined : { corners: fitted.corners, score: score * filled * area };
}

/**
 * Puts each side through the outline's points near it. `straight` is the share of these that then
 * lie on their side, least of all four.
 */
function fitSides(
  rough: Quadrilateral,
  outline: readonly Point[],
): { corners: Quadrilateral; straight: number } | undefined {
  let straight = 1;
  const lines: StraightLine[] = [];
  for (let i = 0; i < 4; i++) {
    const [from, to] = [rough[i], rough[(i + 1) % 4]];
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    let line = lineThrough(from, to);
    // Round corners and bent tips say nothing about a side.
    const along = (p: Point) => ((p.x - from.x) * (to.x - from.x) + (p.y - from.y) * (to.y - from.y)) / length ** 2;
    const near = outline.filter(
      (p) =>
        along(p) > sheet.bentTip &&
        along(p) < 1 - sheet.bentTip &&
        Math.abs(offsetFrom(line, p)) < sheet.bentTip * length,
    );
    if (near.length < 20) return undefined;
    let reach = sheet.bentTip * length;
    for (const next of [4, 2]) {
      const within = near.filter((p) => Math.abs(offsetFrom(line, p)) <= reach);
      if (within.length < 20) return undefined;
      line = fitLine(within, line);
      reach = next;
    }
    straight = Math.min(straight, near.filter((p) => Math.abs(offsetFrom(line, p)) <= 2).length / near.length);
    lines.push(line);
  }
  const corners = lines.map((line, i) => intersection(lines[(i + 3) % 4], line));
  if (corners.some((p) => p === undefined)) return undefined;
  return { corners: fromTopLeft(corners as Point[]), straight };
}

/**
 * Four corners that a sheet can show: convex, no angle below 50 degrees, no side below a third of
 * the one opposite.
 */
function isSheetLike(corners: Quadrilateral): boolean {
  const lengths = corners.map((p, i) => Math.hypot(corners[(i + 1) % 4].x - p.x, corners[(i + 1) % 4].y - p.y));
  if (lengths.some((length, i) => length < 40 || length < lengths[(i + 2) % 4] / 3)) return false;
  return corners.every((p, i) => {
    const [before, after] = [corners[(i + 3) % 4], corners[(i + 1) % 4]];
    const turn = (p.x - before.x) * (after.y - p.y) - (p.y - before.y) * (after.x - p.x);
    return turn > Math.sin((50 * Math.PI) / 180) * lengths[(i + 3) % 4] * lengths[i];
  });
}

/**
 * Share of a side beyond which it is darker; undefined where the picture's edge cuts the sheet off.
 */
function sideScore(small: GrayImage, from: Point, to: Point): number | undefined {
  const line = lineThrough(from, to);
  const tally = { counted: 0, darker: 0, cut: 0 };
  for (let i = 2; i < 39; i++) {
    const [x, y] = [from.x + ((to.x - from.x) * i) / 40, from.y + ((to.y - from.y) * i) / 40];
    const levelAt = (offset: number): number | undefined => {
      const [column, row] = [Math.floor(x + line.nx * offset), Math.floor(y + line.ny * offset)];
      const isInside = column >= 0 && row >= 0 && column < small.width && row < small.height;
      return isInside ? small.data[row * small.width + column] : undefined;
    };
    const [inside, outside] = [levelAt(3), levelAt(-sheet.cutOffPx)];
    if (outside === undefined || inside === undefined) tally.cut += 1;
    else {
      tally.counted += 1;
      if (inside - outside >= Math.max(sheet.minContrast, sheet.minDarker * inside)) tally.darker += 1;
    }
  }
  return tally.cut > tally.counted ? undefined : tally.darker / tally.counted;
}
