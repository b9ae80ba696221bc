import { assignBlobs, type AssignedBlobs } from '../assign-blobs.js';
import type { Blob } from '../blob.js';
import type { InkLine } from '../ink-line.js';
import { letterCount, widthOf } from '../ink-evidence.js';
import { detectorSettings } from './detector-settings.js';

const { lineCourse } = detectorSettings;

/**
 * Assigns the ink of small, uncertain lines to the neighbours that reach it: for example, the loop
 * of an f that the detector took for a line. Ink that no neighbour reaches stays a line: it may be
 * the page number. `cell` as for `assignBlobs`.
 */
export function returnFragments({ lines, leftOver }: AssignedBlobs, textHeightPx: number, cell: number): AssignedBlobs {
  const fragments = lines.filter((line) => isFragment(line, textHeightPx));
  const others = lines.filter((line) => !fragments.includes(line));
  if (fragments.length === 0 || others.length === 0) return { lines, leftOver };
  const sizable = (blob: Blob): boolean => blob.height >= lineCourse.minHeight * textHeightPx;
  const returned = assignBlobs(
    fragments.flatMap(({ blobs }) => blobs.filter(sizable)),
    others.flatMap(({ course }) => course ?? []),
    cell,
  );
  const home = new Map(returned.lines.map(({ course, blobs }) => [course, blobs]));
  const isTaken = new Set(returned.lines.flatMap(({ blobs }) => blobs));
  return {
    lines: [
      ...others.map((line) => ({ ...line, blobs: [...line.blobs, ...(home.get(line.course) ?? [])] })),
      ...fragments.filter(({ blobs }) => !blobs.some((blob) => isTaken.has(blob))),
    ],
    leftOver,
  };
}

function isFragment({ blobs, course }: InkLine, textHeightPx: number): boolean {
  if (course?.certainty === undefined || course.certainty >= lineCourse.sureCertainty) return false;
  return letterCount(blobs) <= lineCourse.maxLetters && widthOf(blobs) < lineCourse.maxWide * textHeightPx;
}
