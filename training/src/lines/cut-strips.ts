import type { GrayImage } from '@longhand/core';

const margin = 4;

/** The part of a picture within [x0, x1) and [y0, y1), which lie within the picture. */
function cropGray(image: GrayImage, [x0, y0, x1, y1]: readonly [number, number, number, number]): GrayImage {
  const [width, height] = [x1 - x0, y1 - y0];
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    data.set(image.data.subarray((y0 + y) * image.width + x0, (y0 + y) * image.width + x1), y * width);
  return { width, height, data };
}

/**
 * A word that stands small in a fixed frame, cut to its ink and 4 px of paper, as training has it.
 */
export function cropToInk(image: GrayImage): GrayImage {
  const { width, height } = image;
  const dark = image.data.map((level) => 255 - level);
  const sorted = dark.toSorted();
  const paper = (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
  const least = 0.35 * Math.max(40, sorted[sorted.length - 1] - paper);
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (const [i, value] of dark.entries()) {
    if (value - paper <= least) continue;
    const [x, y] = [i % width, Math.floor(i / width)];
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  if (right < 0) return image;
  return cropGray(image, [
    Math.max(0, left - margin),
    Math.max(0, top - margin),
    Math.min(width, right + 1 + margin),
    Math.min(height, bottom + 1 + margin),
  ]);
}

/**
 * The box around a polygon of the page; what lies outside the polygon becomes paper (the level that
 * a fifth of the box is lighter than).
 */
export function cutPolygon(page: GrayImage, polygon: readonly (readonly [number, number])[]): GrayImage {
  const [xs, ys] = [polygon.map(([x]) => x), polygon.map(([, y]) => y)];
  const x0 = Math.max(0, Math.trunc(Math.min(...xs)));
  const y0 = Math.max(0, Math.trunc(Math.min(...ys)));
  const x1 = Math.min(page.width, Math.trunc(Math.max(...xs)) + 1);
  const y1 = Math.min(page.height, Math.trunc(Math.max(...ys)) + 1);
  const strip = cropGray(page, [x0, y0, x1, y1]);
  const paper = strip.data.toSorted()[Math.floor(0.8 * (strip.data.length - 1))];
  for (let y = 0; y < strip.height; y++) {
    const crossings = crossingsAt(polygon, y0 + y);
    for (let x = 0; x < strip.width; x++) {
      const before = crossings.filter((crossing) => crossing <= x0 + x).length;
      if (before % 2 === 0) strip.data[y * strip.width + x] = paper;
    }
  }
  return strip;
}

/** Where a polygon's sides cross the height `y`, from left to right. */
function crossingsAt(polygon: readonly (readonly [number, number])[], y: number): number[] {
  const crossings: number[] = [];
  for (const [i, [ax, ay]] of polygon.entries()) {
    const [bx, by] = polygon[(i + 1) % polygon.length];
    if (ay <= y !== by <= y) crossings.push(ax + ((y - ay) / (by - ay)) * (bx - ax));
  }
  return crossings.sort((a, b) => a - b);
}
