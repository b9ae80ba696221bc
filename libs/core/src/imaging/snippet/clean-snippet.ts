import { despeckle } from '../despeckle.js';
import { divideBackground } from '../divide-background.js';
import type { GrayImage } from '../gray-image.js';
import { localLevel } from '../local-level.js';
import { stretchContrast } from '../stretch-contrast.js';
import { strokeWidthOf } from '../stroke-width.js';
import { sauvola } from '../threshold.js';

const sauvolaK = 0.25;

/**
 * The picture of a line, cleaned by the measure of its own writing: dark ink on light paper in, see
 * `CleanPage` for what comes out.
 */
export function cleanSnippet(picture: GrayImage, textHeightPx: number) {
  const cell = Math.max(2, Math.round(textHeightPx / 8));
  const even = stretchContrast(divideBackground(picture, localLevel(picture, cell, 0.75, 10)));
  const radius = Math.max(7, Math.round(textHeightPx / 3));
  const ink = sauvola(even, radius, sauvolaK);
  const strokeWidthPx = strokeWidthOf(ink);
  despeckle(ink, Math.max(3, Math.round(strokeWidthPx * strokeWidthPx * 0.3)));
  return { gray: even, ink, strokeWidthPx };
}
