import { despeckle } from '../despeckle.js';
import { divideBackground } from '../divide-background.js';
import type { GrayImage } from '../gray-image.js';
import { localLevel } from '../local-level.js';
import { stretchContrast } from '../stretch-contrast.js';
import { strokeWidthOf } from '../stroke-width.js';
import { sauvola } from '../threshold.js';
import { imagingSettings } from '../imaging-settings.js';

const { snippet } = imagingSettings;

/**
 * The picture of a line, cleaned by the measure of its own writing: dark ink on light paper in, see
 * `CleanPage` for what comes out.
 */
export function cleanSnippet(picture: GrayImage, textHeightPx: number) {
  const cell = Math.max(2, Math.round(textHeightPx / 8));
  const even = stretchContrast(
    divideBackground(picture, localLevel(picture, cell, snippet.paperQuantile, snippet.paperRadiusCells)),
  );
  const radius = Math.max(7, Math.round(textHeightPx / 3));
  const ink = sauvola(even, radius, snippet.sauvolaK);
  const strokeWidthPx = strokeWidthOf(ink);
  despeckle(ink, Math.max(3, Math.round(strokeWidthPx * strokeWidthPx * snippet.minSpeckPerStroke)));
  return { gray: even, ink, strokeWidthPx };
}
