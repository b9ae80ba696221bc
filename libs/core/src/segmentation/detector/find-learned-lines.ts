import { assignBlobs } from '../assign-blobs.js';
import type { Blob } from '../blob.js';
import { findLines } from '../find-lines.js';
import { letterCount, widthOf } from '../ink-evidence.js';
import type { InkLine } from '../ink-line.js';
import { inReadingOrder } from '../reading-order.js';
import { lineCourses } from './line-courses.js';
import type { LineMaps } from './line-maps.js';
import { returnFragments } from './return-fragments.js';
import { withoutRules } from './without-rules.js';
import { detectorSettings } from './detector-settings.js';

const { lineCourse } = detectorSettings;

/**
 * Lines of writing, in reading order, along the cores from the line detector; each has its own
 * size, so that small print next to large writing keeps its lines. Ink far from every core is
 * processed by the classical method, and counts if it looks like a line of writing.
 */
export function findLearnedLines(
  blobs: readonly Blob[],
  page: { width: number; height: number },
  textHeightPx: number,
  maps: LineMaps,
): InkLine[] {
  const writing = withoutRules(blobs, maps, textHeightPx);
  const courses = lineCourses(maps, textHeightPx);
  const assigned = assignBlobs(writing, courses, maps.cell);
  const { lines, leftOver } = returnFragments(assigned, textHeightPx, maps.cell);
  const others = findLines(leftOver, page, textHeightPx).filter(looksLikeWriting);
  return inReadingOrder([...lines, ...others], textHeightPx);
}

function looksLikeWriting({ blobs }: InkLine): boolean {
  const highest = Math.max(...blobs.map(({ height }) => height));
  return letterCount(blobs) >= lineCourse.minPieces && widthOf(blobs) >= lineCourse.minWide * highest;
}
