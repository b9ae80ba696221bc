import type { CleanPage } from '../imaging/clean-page.js';
import { unionOfBoxes } from '../page/box.js';
import type { Blob } from './blob.js';
import type { InkLine } from './ink-line.js';
import type { LineMeasure } from './measure-line.js';
import { wordSettings } from './word-settings.js';

const { single } = wordSettings;

/**
 * Whether an image shows only one character, as drawn in a paint program: small and about square,
 * with ink no wider than a letter and no two tall parts side by side.
 */
export function isSingleCharacter(blobs: readonly Blob[], { widthPx, heightPx }: CleanPage): boolean {
  if (blobs.length === 0 || Math.max(widthPx, heightPx) > single.maxSidePx) return false;
  if (widthPx > single.maxAspect * heightPx) return false;
  const box = unionOfBoxes(blobs);
  if (box.width > single.maxAspect * box.height) return false;
  const tall = blobs.filter((b) => b.height > single.minTall * box.height).sort((a, b) => a.x - b.x);
  return tall.every((blob, i) => i === 0 || blob.x - (tall[i - 1].x + tall[i - 1].width) < single.maxApart * box.width);
}

/**
 * The line of a single character: it is on its baseline and one x-height high, because there is
 * nothing to compare it with.
 */
export function singleCharacterLine(blobs: Blob[]): { line: InkLine; measure: LineMeasure } {
  const box = unionOfBoxes(blobs);
  const line = { blobs, middleAt: () => box.y + box.height / 2 };
  const measure = { baselineAt: () => box.y + box.height, xHeightPx: box.height, slant: 0, isDiscrete: true };
  return { line, measure };
}
