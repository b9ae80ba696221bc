import { type CleanPage, cleanPage } from '../../imaging/clean-page.js';
import type { GrayImage } from '../../imaging/gray-image.js';
import { type SegmentedPage, segmentPage } from '../segment-page.js';
import type { LineMaps } from './line-maps.js';
import { remainingSkew } from './remaining-skew.js';
import { detectorSettings } from './detector-settings.js';

const { turn } = detectorSettings;

/** The line detector, in this thread or another. */
export type DetectLines = (page: GrayImage) => Promise<LineMaps>;

export interface PreparedPage {
  clean: CleanPage;
  segmented: SegmentedPage;
}

/**
 * Cleans a page and finds its lines: with the detector, if there is one and the image is a page,
 * otherwise with the classical method. The rotation is first estimated from the ink profile. If the
 * lines from the detector are still rotated, their rotation is used if it makes them straighter:
 * the strokes of a slanting hand distort the profile.
 */
export async function prepareWith(picture: GrayImage, detect: DetectLines | undefined): Promise<PreparedPage> {
  const clean = cleanPage(picture);
  if (!detect || !isPage(clean)) return { clean, segmented: segmentPage(clean) };
  const maps = await detect(clean.gray);
  const left = remainingSkew(maps);
  if (left === undefined || Math.abs(left) < turn.minTurnDegrees) return segmented(clean, maps);
  const again = cleanPage(picture, Math.round(100 * (clean.skewDegrees + left)) / 100);
  const seen = await detect(again.gray);
  const leftThen = remainingSkew(seen);
  const isStraighter = leftThen !== undefined && Math.abs(leftThen) < Math.abs(left);
  return isStraighter ? segmented(again, seen) : segmented(clean, maps);
}

const segmented = (clean: CleanPage, maps: LineMaps): PreparedPage => ({ clean, segmented: segmentPage(clean, maps) });

function isPage({ widthPx, heightPx, isSnippet }: CleanPage): boolean {
  return Math.max(widthPx, heightPx) > turn.smallestPagePx && !isSnippet;
}
