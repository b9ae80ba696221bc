import { type Blob, uprightExtent } from './blob.js';

export interface Placed {
  blob: Blob;
  /** Ends after the slant is taken out. */
  left: number;
  right: number;
}

/** Ends of each blob with the slant taken out, from left to right. */
export function placeBlobs(blobs: readonly Blob[], slant: number, y0: number): Placed[] {
  return blobs
    .map((blob) => ({ blob, ...uprightExtent(blob, slant, y0) }))
    .sort((a, b) => a.left - b.left || a.right - b.right);
}

/**
 * Parts a line's blobs into words at its wide gaps. Gaps fall into two kinds, between letters and between words; the bound is the one that parts
 * them best (Otsu's criterion), held between half and one and a half x-heights, so that a line of one word stays whole.
 */
export function findWords(placed: readonly Placed[], xHeightPx: number): Placed[][] {
  const gaps: number[] = [];
  let right = Number.NEGATIVE_INFINITY;
  for (const { left, right: end } of placed) {
    if (right > Number.NEGATIVE_INFINITY && left > right) gaps.push(left - right);
    right = Math.max(right, end);
  }
  const bound = Math.min(1.3 * xHeightPx, Math.max(0.55 * xHeightPx, splitGaps(gaps)));
  const words: Placed[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const item of placed) {
    if (words.length === 0 || item.left - end > bound) words.push([item]);
    else words[words.length - 1].push(item);
    end = Math.max(end, item.right);
  }
  return words;
}

function splitGaps(gaps: readonly number[]): number {
  const sorted = [...gaps].sort((a, b) => a - b);
  let best = 0;
  let bound = 0;
  const total = sorted.reduce((sum, gap) => sum + gap, 0);
  let sum = 0;
  for (let i = 1; i < sorted.length; i++) {
    sum += sorted[i - 1];
    const between = i * (sorted.length - i) * (sum / i - (total - sum) / (sorted.length - i)) ** 2;
    if (between > best) {
      best = between;
      bound = (sorted[i - 1] + sorted[i]) / 2;
    }
  }
  return bound;
}
