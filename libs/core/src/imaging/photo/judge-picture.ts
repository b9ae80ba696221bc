import type { PageLayout } from '../../page/page-layout.js';
import type { PageWarning } from '../../page/page-warning.js';
import { applyMap } from '../../page/plane-map.js';
import type { CleanPage } from '../clean-page.js';
import { edgeWidthOf } from './edge-width.js';
import { photoSettings } from './photo-settings.js';

const { glare, picture } = photoSettings;

/**
 * What a person should know of the picture of a page: blurred strokes, a lamp reflected in the
 * paper, ink without any writing found in it.
 */
export function judgePicture(clean: CleanPage, layout: PageLayout): PageWarning[] {
  const warnings: PageWarning[] = [];
  if (edgeInX(clean, layout) > picture.maxEdgeInX) warnings.push('page.blurred');
  if (clean.glare >= glare.minShare) warnings.push('page.glare');
  if (layout.lines.length === 0 && inkShare(clean) >= picture.minInkShare) warnings.push('page.no_writing');
  return warnings;
}

function inkShare({ ink }: CleanPage): number {
  let count = 0;
  for (const pixel of ink.data) if (pixel > 0) count += 1;
  return count / Math.max(1, ink.data.length);
}

/**
 * Width of the strokes' edges divided by the height of small letters; 0 where there is too little
 * writing to tell.
 */
export function edgeInX(clean: CleanPage, { lines }: PageLayout): number {
  const heights = lines.map((line) => line.xHeightPx).toSorted((a, b) => a - b);
  const edge = edgeWidthOf(clean.gray, clean.ink);
  if (heights.length === 0 || edge === undefined) return 0;
  const middle = { x: clean.gray.width / 2, y: clean.gray.height / 2 };
  const [a, b] = [middle, { x: middle.x, y: middle.y + 1 }].map((p) => applyMap(clean.toOriginal, p));
  return (edge * Math.hypot(b.x - a.x, b.y - a.y)) / heights[heights.length >> 1];
}
