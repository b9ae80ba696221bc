import type { Component, ComponentSet } from '../imaging/connected-components.js';

/**
 * A piece of ink: horizontal stretches as (y, from, to) triples from top to bottom, and the box
 * around them. Pixels of the cleaned page.
 */
export interface Blob {
  runs: Int32Array;
  x: number;
  y: number;
  width: number;
  height: number;
  area: number;
}

/** The blob of a connected component. */
export function blobOf({ runs }: ComponentSet, component: Component): Blob {
  let count = 0;
  for (let run = component.firstRun; run >= 0; run = runs.next[run]) count += 1;
  const packed = new Int32Array(count * 3);
  let at = 0;
  for (let run = component.firstRun; run >= 0; run = runs.next[run]) {
    packed[at++] = runs.y[run];
    packed[at++] = runs.from[run];
    packed[at++] = runs.to[run];
  }
  const { x, y, width, height, area } = component;
  return { runs: packed, x, y, width, height, area };
}

/**
 * The blob of (y, from, to) triples, which must be in order of y. Undefined when there are none.
 */
export function blobOfRuns(triples: ArrayLike<number>): Blob | undefined {
  if (triples.length === 0) return undefined;
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let area = 0;
  for (let i = 0; i < triples.length; i += 3) {
    left = Math.min(left, triples[i + 1]);
    right = Math.max(right, triples[i + 2]);
    area += triples[i + 2] - triples[i + 1];
  }
  const y = triples[0];
  const height = triples[triples.length - 3] - y + 1;
  return { runs: Int32Array.from(triples), x: left, y, width: right - left, height, area };
}

/**
 * Splits the runs of a blob into as many blobs as `sideOf` has values (0, 1, ...). Runs are not
 * cut. Empty blobs are left out.
 */
export function partRows(blob: Blob, sideOf: (x: number, y: number) => number): Blob[] {
  const sides: number[][] = [];
  for (let i = 0; i < blob.runs.length; i += 3) {
    const side = sideOf((blob.runs[i + 1] + blob.runs[i + 2]) / 2, blob.runs[i]);
    sides[side] ??= [];
    sides[side].push(blob.runs[i], blob.runs[i + 1], blob.runs[i + 2]);
  }
  return sides.flatMap((triples) => blobOfRuns(triples ?? []) ?? []);
}

/**
 * The ink of a blob with from <= x + slant · (y - y0) < to, or undefined when there is none: a cut
 * along the slant of the writing.
 */
export function clipColumns(
  blob: Blob,
  { from, to, slant, y0 }: { from: number; to: number; slant: number; y0: number },
): Blob | undefined {
  const triples: number[] = [];
  for (let i = 0; i < blob.runs.length; i += 3) {
    const shift = Math.round(slant * (blob.runs[i] - y0));
    const left = Math.max(blob.runs[i + 1], from - shift);
    const right = Math.min(blob.runs[i + 2], to - shift);
    if (left < right) triples.push(blob.runs[i], left, right);
  }
  return blobOfRuns(triples);
}

/** Left and right end of a blob after removing the slant. */
export function uprightExtent(blob: Blob, slant: number, y0: number): { left: number; right: number } {
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < blob.runs.length; i += 3) {
    const shift = Math.round(slant * (blob.runs[i] - y0));
    left = Math.min(left, blob.runs[i + 1] + shift);
    right = Math.max(right, blob.runs[i + 2] + shift);
  }
  return { left, right };
}
