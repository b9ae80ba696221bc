import { type Blob, partRows } from './blob.js';
import type { InkLine, LineCourse } from './ink-line.js';
import { type LineTrace, traceAt } from './trace-lines.js';
import { segmentationSettings } from './segmentation-settings.js';
import { halfPixel } from '../page/half.js';

const { assignment } = segmentationSettings;

export interface AssignedBlobs {
  /** One for each course that has ink of the height of writing; see `InkLine`. */
  lines: InkLine[];
  /** Ink that no line is near enough to. */
  leftOver: Blob[];
}

/**
 * Assigns every blob to the line with the nearest course. A blob that extends over two lines (a
 * long tail that touches the next line) is divided between them. `cell` is how many pixels of the
 * page a cell of the traces has.
 */
export function assignBlobs(blobs: readonly Blob[], courses: readonly LineCourse[], cell: number): AssignedBlobs {
  const lines = courses.map((course) => ({ ...course, blobs: [] as Blob[] }));
  const leftOver: Blob[] = [];
  for (const blob of blobs) assign(blob, lines, cell, leftOver);
  const found = lines.filter((line) => {
    const isWriting = line.blobs.some((b) => b.height >= line.textHeightPx * assignment.minWriting);
    if (!isWriting) for (const blob of line.blobs) leftOver.push(blob);
    return isWriting;
  });
  return {
    leftOver,
    lines: found.map((line) => ({
      blobs: line.blobs,
      middleAt: (x: number) => heightAt(line.trace, x, cell),
      course: courses[lines.indexOf(line)],
    })),
  };
}

type OpenLine = LineCourse & { blobs: Blob[] };

function assign(blob: Blob, lines: OpenLine[], cell: number, leftOver: Blob[]): void {
  const near = lines.filter(({ trace, textHeightPx }) => {
    const slack = (textHeightPx * 3) / cell;
    return (blob.x + blob.width) / cell >= trace.from - slack && blob.x / cell <= trace.from + trace.ys.length + slack;
  });
  const centre = blob.x + blob.width / 2;
  const crossed = near.filter(({ trace, textHeightPx }) => {
    const y = heightAt(trace, centre, cell);
    return (
      y >= blob.y + textHeightPx * assignment.minCrossed &&
      y <= blob.y + blob.height - textHeightPx * assignment.minCrossed
    );
  });
  if (crossed.length >= 2) {
    part(blob, crossed, cell);
    return;
  }
  const middle = blob.y + blob.height / 2;
  let best: OpenLine | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const line of near) {
    const upright = Math.abs(heightAt(line.trace, centre, cell) - middle);
    const distance = upright + line.aside * beyondEnds(line.trace, centre, cell);
    if (distance >= bestDistance || upright >= line.reach * line.textHeightPx) continue;
    best = line;
    bestDistance = distance;
  }
  if (best) best.blobs.push(blob);
  else leftOver.push(blob);
}

function beyondEnds({ from, ys }: LineTrace, x: number, cell: number): number {
  return Math.max(0, from * cell - x, x - (from + ys.length) * cell);
}

function part(blob: Blob, crossed: readonly OpenLine[], cell: number): void {
  const order: number[] = [];
  const pieces = partRows(blob, (x, y) => {
    let best = 0;
    for (const [i, { trace }] of crossed.entries())
      if (Math.abs(heightAt(trace, x, cell) - y) < Math.abs(heightAt(crossed[best].trace, x, cell) - y)) best = i;
    if (!order.includes(best)) order.push(best);
    return best;
  });
  order.sort((a, b) => a - b);
  for (const [i, side] of order.entries()) crossed[side].blobs.push(pieces[i]);
}

/** Height of a course at a column of the page, both in pixels. */
function heightAt(trace: LineTrace, x: number, cell: number): number {
  return (traceAt(trace, x / cell - halfPixel) + halfPixel) * cell;
}
