import type { Point } from '../../page/box.js';
import { type Homography, rectangleToCorners } from '../../page/plane-map.js';
import type { GrayImage } from '../gray-image.js';
import type { Quadrilateral } from './quadrilateral.js';
import { photoSettings } from './photo-settings.js';
import { halfPixel, toNearest } from '../../page/half.js';

const { sheet } = photoSettings;

/** Less depth than this is none: the two sides are parallel but for rounding. */
const minDepth = 1e-4;

/** A photographed sheet as a scanner would show it, and where its points lie in the photo. */
export interface FlatSheet {
  gray: GrayImage;
  toPhoto: Homography;
}

/** Takes the perspective out of a sheet with the given outline, bilinear. */
export function flattenSheet(photo: GrayImage, outline: Quadrilateral): FlatSheet {
  const middle = { x: mean(outline.map((p) => p.x)), y: mean(outline.map((p) => p.y)) };
  const corners = outline.map(({ x, y }) => ({
    x: x + (middle.x - x) * sheet.inset,
    y: y + (middle.y - y) * sheet.inset,
  }));
  const size = sheetSize(corners, photo);
  const toPhoto = rectangleToCorners(size, corners);
  return { gray: warp(photo, toPhoto, size), toPhoto };
}

/**
 * The picture of `size` whose points come from where `toSource` says; white beyond the source's
 * edges.
 */
export function warp(source: GrayImage, toSource: Homography, size: { width: number; height: number }): GrayImage {
  const { width, height } = size;
  const { data } = source;
  const out = new Uint8Array(width * height).fill(255);
  const [h0, h1, h2, h3, h4, h5, h6, h7, h8] = toSource;
  const [lastX, lastY] = [source.width - 1, source.height - 1];
  for (let y = 0; y < height; y++) {
    let u = h0 * halfPixel + h1 * (y + halfPixel) + h2;
    let v = h3 * halfPixel + h4 * (y + halfPixel) + h5;
    let w = h6 * halfPixel + h7 * (y + halfPixel) + h8;
    for (let at = y * width, end = at + width; at < end; at++, u += h0, v += h3, w += h6) {
      const sourceX = u / w - halfPixel;
      const sourceY = v / w - halfPixel;
      const isInside =
        sourceX >= -halfPixel && sourceY >= -halfPixel && sourceX <= lastX + halfPixel && sourceY <= lastY + halfPixel;
      if (!isInside) continue;
      const left = Math.max(0, Math.min(lastX - 1, Math.floor(sourceX)));
      const top = Math.max(0, Math.min(lastY - 1, Math.floor(sourceY)));
      const across = Math.max(0, Math.min(1, sourceX - left));
      const down = Math.max(0, Math.min(1, sourceY - top));
      const first = top * source.width + left;
      const second = first + source.width;
      const upper = data[first] + (data[first + 1] - data[first]) * across;
      const lower = data[second] + (data[second + 1] - data[second]) * across;
      out[at] = upper + (lower - upper) * down + toNearest;
    }
  }
  return { width, height, data: out };
}

/**
 * Pixels of the flat sheet: the sheet's own proportions, no side shorter than the photo shows it.
 */
function sheetSize(corners: readonly Point[], photo: GrayImage): { width: number; height: number } {
  const [a, b, c, d] = corners;
  const across = Math.max(distance(a, b), distance(d, c));
  const down = Math.max(distance(a, d), distance(b, c));
  const ratio = proportionOf(corners, photo) ?? (distance(a, b) + distance(d, c)) / (distance(a, d) + distance(b, c));
  const height = Math.max(down, across / ratio);
  const shrink = Math.min(1, Math.sqrt((sheet.maxGrowth * photo.width * photo.height) / (height * height * ratio)));
  return { width: Math.max(2, Math.round(height * ratio * shrink)), height: Math.max(2, Math.round(height * shrink)) };
}

/**
 * Width divided by height of a photographed rectangle, for a camera that looks through the middle
 * of the picture (Z. Zhang, L.-W. He, Whiteboard scanning, 2003). Undefined where the photo shows
 * too little perspective to tell the focal length.
 */
function proportionOf([a, b, c, d]: readonly Point[], photo: GrayImage): number | undefined {
  const [m1, m2, m3, m4] = [a, b, d, c].map(({ x, y }) => [x - photo.width / 2, y - photo.height / 2, 1]);
  const k2 = dot(cross(m1, m4), m3) / dot(cross(m2, m4), m3);
  const k3 = dot(cross(m1, m4), m2) / dot(cross(m3, m4), m2);
  const n2 = m2.map((value, i) => k2 * value - m1[i]);
  const n3 = m3.map((value, i) => k3 * value - m1[i]);
  const depth = n2[2] * n3[2];
  const long = Math.max(photo.width, photo.height);
  if (Math.abs(depth) < minDepth) return undefined;
  const focalSquared = -(n2[0] * n3[0] + n2[1] * n3[1]) / depth;
  // Cameras see between some 25 and 90 degrees.
  if (!(focalSquared > (sheet.minFocal * long) ** 2 && focalSquared < (sheet.maxFocal * long) ** 2)) return undefined;
  const lengthOf = (n: number[]) => (n[0] ** 2 + n[1] ** 2) / focalSquared + n[2] ** 2;
  return Math.sqrt(lengthOf(n2) / lengthOf(n3));
}

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
const dot = (a: number[], b: number[]): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a: number[], b: number[]): number[] => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
