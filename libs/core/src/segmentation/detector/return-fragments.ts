import { assignBlobs, type AssignedBlobs } from '../assign-blobs.js';
import type { Blob } from '../blob.js';
import type { InkLine } from '../ink-line.js';
import { letterCount, widthOf } from '../ink-evidence.js';

/**
 * What has fewer letters and is shorter, in heights of the page's writing, may be a tail, a bar or
 * a loop of a neighbour.
 */
const maxLetters = 2;
const maxWide = 3;
/** Where the detector is so sure, it is a line of its own. */
const sure = 0.7;
/** Specks lower than this, in heights of the page's writing, belong to nobody. */
const minHeight = 0.2;

/**
 * Gives the ink of small, unsure lines to the neighbours that reach it: the loop of an f that the
 * detector took for a line. What no neighbour reaches stays a line: it may be the number of the
 * page. `cell` as for `assignBlobs`.
 */
export function returnFragments({ lines, leftOver }: AssignedBlobs, textHeightPx: number, cell: number): AssignedBlobs {
  const fragments = lines.filter((line) => isFragment(line, textHeightPx));
  const others = lines.filter((line) => !fragments.includes(line));
  if (fragments.length === 0 || others.length === 0) return { lines, leftOver };
  const sizable = (blob: Blob): boolean => blob.height >= minHeight * textHeightPx;
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
  if (course?.certainty === undefined || course.certainty >= sure) return false;
  return letterCount(blobs) <= maxLetters && widthOf(blobs) < maxWide * textHeightPx;
}
