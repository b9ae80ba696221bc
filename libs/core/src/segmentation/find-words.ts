import { type Blob, clipColumns, uprightExtent } from './blob.js';
import { wordSettings } from './word-settings.js';

const { wordGap } = wordSettings;

export interface Placed {
  blob: Blob;
  /** Ends after the slant is taken out. */
  left: number;
  right: number;
}

/** The ink of a line, and the position of its x-height zone. */
export interface LineInk {
  blobs: readonly Blob[];
  baselineAt(x: number): number;
  xHeightPx: number;
  slant: number;
  /** A height on the line from which the slant is counted. */
  y0: number;
}

/** A stretch of upright columns: left up to but not including right. */
interface Span {
  left: number;
  right: number;
}

/** Ends of each blob after removing the slant, from left to right. */
export function placeBlobs(blobs: readonly Blob[], slant: number, y0: number): Placed[] {
  return blobs
    .map((blob) => ({ blob, ...uprightExtent(blob, slant, y0) }))
    .sort((a, b) => a.left - b.left || a.right - b.right);
}

/**
 * Widths of the gaps in a line, in x-heights. Only the x-height zone counts, because tails and bars
 * extend over gaps.
 */
export function gapsOf(line: LineInk): number[] {
  const spans = inkSpans(line.blobs, line);
  return spans.slice(1).map((span, i) => (span.left - spans[i].right) / line.xHeightPx);
}

/**
 * The width of gap, in x-heights, above which a new word begins. There are gaps between letters and
 * gaps between words; the threshold is the one that best separates the page's gaps (Otsu's
 * criterion). If all gaps are of one kind (figures on a grid), only very wide ones separate words.
 */
export function wordBound(gaps: readonly number[]): number {
  const sorted = gaps.filter((gap) => gap < 2).sort((a, b) => a - b);
  const total = sorted.reduce((sum, gap) => sum + gap, 0);
  let best = 0;
  let bound = wordGap.maxBound;
  let sum = 0;
  for (let i = 1; i < sorted.length; i++) {
    sum += sorted[i - 1];
    const narrow = sum / i;
    const wide = (total - sum) / (sorted.length - i);
    const between = i * (sorted.length - i) * (wide - narrow) ** 2;
    if (between <= best) continue;
    best = between;
    bound = wide > wordGap.twoKinds * narrow ? narrow + (wide - narrow) * wordGap.boundPlace : wordGap.maxBound;
  }
  return Math.min(wordGap.maxBound, Math.max(wordGap.minBound, bound));
}

/**
 * Splits a line's ink into words at gaps wider than `bound` x-heights. Ink that extends over such a
 * gap with letters on both sides is cut there.
 */
export function findWords(line: LineInk, bound: number): Placed[][] {
  const spans = inkSpans(line.blobs, line);
  const words: Span[] = [];
  for (const span of spans) {
    const last = words[words.length - 1];
    if (last && span.left - last.right <= bound * line.xHeightPx) last.right = span.right;
    else words.push({ ...span });
  }
  if (words.length < 2) return line.blobs.length > 0 ? [placeBlobs(line.blobs, line.slant, line.y0)] : [];
  const blobsOf: Blob[][] = words.map(() => []);
  for (const blob of line.blobs) {
    for (const { word, part } of partBlob(blob, words, line)) blobsOf[word].push(part);
  }
  return blobsOf.filter((blobs) => blobs.length > 0).map((blobs) => placeBlobs(blobs, line.slant, line.y0));
}

function partBlob(blob: Blob, words: readonly Span[], line: LineInk): { word: number; part: Blob }[] {
  const own = inkSpans([blob], line);
  const extent = uprightExtent(blob, line.slant, line.y0);
  // Dots and accents have no ink among the small letters: they go where they stand.
  const touched = own.length > 0 ? own : [extent];
  const shares = words.map((word) => touched.reduce((sum, span) => sum + Math.max(0, sharedBy(word, span)), 0));
  const entered = shares.flatMap((share, i) => (share > wordGap.minEntered * line.xHeightPx ? [i] : []));
  if (entered.length < 2) return [{ word: largest(shares) ?? nearest(words, extent), part: blob }];
  return entered.flatMap((word, i) => {
    const left = i === 0 ? extent.left : middleOfGap(words[entered[i - 1]], words[word]);
    const right = i === entered.length - 1 ? extent.right : middleOfGap(words[word], words[entered[i + 1]]);
    const part = clipColumns(blob, { from: left, to: right, slant: line.slant, y0: line.y0 });
    return part ? [{ word, part }] : [];
  });
}

function middleOfGap(a: Span, b: Span): number {
  return Math.round((a.right + b.left) / 2);
}

function sharedBy(a: Span, b: Span): number {
  return Math.min(a.right, b.right) - Math.max(a.left, b.left);
}

function largest(shares: readonly number[]): number | undefined {
  const best = shares.indexOf(Math.max(...shares));
  return shares[best] > 0 ? best : undefined;
}

function nearest(words: readonly Span[], { left, right }: Span): number {
  const centre = (left + right) / 2;
  const distances = words.map((word) => Math.max(word.left - centre, centre - word.right));
  return distances.indexOf(Math.min(...distances));
}

/**
 * Stretches of columns that hold ink in the band of the small letters, slant taken out, from left
 * to right.
 */
function inkSpans(blobs: readonly Blob[], { baselineAt, xHeightPx, slant, y0 }: LineInk): Span[] {
  const spans: Span[] = [];
  for (const { runs } of blobs) {
    for (let i = 0; i < runs.length; i += 3) {
      const above = baselineAt((runs[i + 1] + runs[i + 2]) / 2) - runs[i];
      if (above < -wordGap.bandBelow * xHeightPx || above > wordGap.bandAbove * xHeightPx) continue;
      const shift = Math.round(slant * (runs[i] - y0));
      spans.push({ left: runs[i + 1] + shift, right: runs[i + 2] + shift });
    }
  }
  spans.sort((a, b) => a.left - b.left);
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined[joined.length - 1];
    if (last && span.left <= last.right) last.right = Math.max(last.right, span.right);
    else joined.push(span);
  }
  return joined;
}
