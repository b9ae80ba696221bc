import { type CleanPage, cleanPage } from '../../imaging/clean-page.js';
import type { GrayImage } from '../../imaging/gray-image.js';
import { type SegmentedPage, segmentPage } from '../segment-page.js';
import type { LineMaps } from './line-maps.js';
import { remainingSkew } from './remaining-skew.js';
import { detectorSettings } from './detector-settings.js';

const { turn } = detectorSettings;

/** The line detector, wherever its network runs. */
export type DetectLines = (page: GrayImage) => Promise<LineMaps>;

export interface PreparedPage {
  clean: CleanPage;
  segmented: SegmentedPage;
}

/**
 * Cleans a page and finds its lines: with the detector where there is one and the picture is a
 * page, the classical way otherwise. The profile of the ink tells the page's turn first; where the
 * lines that the detector then sees still have one, theirs is taken, if it leaves them straighter:
 * strokes of a slanting hand make a profile of their own.
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
