import type { CleanPage } from '../../imaging/clean-page.js';
import type { GrayImage } from '../../imaging/gray-image.js';
import { type SegmentedPage, segmentPage } from '../segment-page.js';
import type { LineMaps } from './line-maps.js';

/** The line detector, wherever its network runs. */
export type DetectLines = (page: GrayImage) => Promise<LineMaps>;

/** Pictures with a longer side up to this are crops of a line or a character: there is no page to see. */
const smallestPagePx = 400;

/** `segmentPage` with the detector where there is one and the picture is a page; the classical method otherwise. */
export async function segmentWith(clean: CleanPage, detect: DetectLines | undefined): Promise<SegmentedPage> {
  const isPage = Math.max(clean.widthPx, clean.heightPx) > smallestPagePx && !clean.isSnippet;
  return segmentPage(clean, detect && isPage ? await detect(clean.gray) : undefined);
}
