/**
 * Fewest insertions, deletions and replacements that turn one sequence into the other (Levenshtein,
 * 1966).
 */
export function editDistance<T>(a: ArrayLike<T>, b: ArrayLike<T>): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++)
      row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    above = row;
  }
  return above[b.length];
}

export interface ReadPair {
  truth: string;
  read: string;
}

/** Edits of characters per character of the truth, over all lines together (micro average). */
export function characterErrorRate(pairs: readonly ReadPair[]): number {
  return sumOf(pairs, (p) => editDistance(p.truth, p.read)) / sumOf(pairs, (p) => p.truth.length);
}

/** Edits of words (separated by blanks) per word of the truth. */
export function wordErrorRate(pairs: readonly ReadPair[]): number {
  const words = (text: string) => text.split(' ').filter(Boolean);
  return sumOf(pairs, (p) => editDistance(words(p.truth), words(p.read))) / sumOf(pairs, (p) => words(p.truth).length);
}

/** The words of three letters or more, in small letters. */
export function keywordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.replace(/[^a-z]/g, '').length >= 3);
}

/**
 * What a search finds a page by: its keywords as they should be, as they were read, and each word's
 * other readings.
 */
export interface SearchedPage {
  truth: string[];
  read: string[];
  /** For each word of the page the keywords of its other readings. */
  alternatives: string[][];
}

/**
 * Share of all keywords that are found on their page, whatever the order: by the first readings
 * alone, and with the alternatives, of which each word's may stand for one keyword only.
 */
export function keywordRecall(pages: readonly SearchedPage[]): { first: number; withAlternatives: number } {
  let [all, first, others] = [0, 0, 0];
  for (const { truth, read, alternatives } of pages) {
    const left = [...read];
    const spare = [...alternatives];
    const missed = truth.filter((word) => !takeOut(left, (other) => other === word));
    const stillMissed = missed.filter((word) => !takeOut(spare, (words) => words.includes(word)));
    all += truth.length;
    first += truth.length - missed.length;
    others += missed.length - stillMissed.length;
  }
  return { first: first / all, withAlternatives: (first + others) / all };
}

function takeOut<T>(items: T[], isWanted: (item: T) => boolean): boolean {
  const at = items.findIndex(isWanted);
  if (at >= 0) items.splice(at, 1);
  return at >= 0;
}

export interface Claim {
  confidence: number;
  /** For a character: the confidence of its word. */
  ofWord?: number | undefined;
  isRight: boolean;
}

/** Expected calibration error over 15 bins of equal width (Guo et al., 2017). */
export function calibrationGap(claims: readonly Claim[], bins = 15): number {
  const gaps = new Float64Array(bins);
  for (const { confidence, isRight } of claims)
    gaps[Math.min(bins - 1, Math.floor(confidence * bins))] += confidence - (isRight ? 1 : 0);
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / Math.max(1, claims.length);
}

const sumOf = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0);
