import { BACKOFF_ZERO, type PackedNgrams, STEPS } from '@longhand/core';
import { countRuns, LINE_START, type WeightedText } from './count-runs.js';

export interface LearnOptions {
  /** Longest run of characters that is counted. */
  readonly order: number;
  /** All characters that may be asked for, at most 254. */
  readonly characters: string;
  /**
   * Fewest occurrences with which a run of 1, 2, ... characters is kept; never falling. Runs beyond
   * its end follow its last number.
   */
  readonly least: readonly number[];
  /**
   * How many times the different followers of a context count against it; 1 is Witten and Bell's
   * own, more leans on shorter contexts. 1 when left out.
   */
  readonly smoothing?: number | undefined;
}

/**
 * Learns which character follows which, smoothed by interpolation with ever shorter contexts
 * (Witten and Bell, 1991: the more different characters followed a context, the more the shorter
 * one counts), and packs it with a back-off factor for what was not kept (Katz, 1987).
 */
export function learnNgrams(texts: Iterable<WeightedText>, options: LearnOptions): PackedNgrams {
  const known = new Set(options.characters);
  return learnFromCounts(countRuns(withOnly(texts, known), options.order), options);
}

/** The same from the counts of `countRuns`, to which characters that never occurred are added. */
export function learnFromCounts(counts: Map<string, number>, options: LearnOptions): PackedNgrams {
  const { order, characters, least, smoothing = 1 } = options;
  for (const character of characters) if (!counts.has(character)) counts.set(character, 0);
  const totals = new Map<string, { sum: number; kinds: number }>();
  for (const [run, count] of counts) {
    if (count === 0 || run === LINE_START) continue;
    const context = run.slice(0, -1);
    const total = totals.get(context);
    if (!total) totals.set(context, { sum: count, kinds: 1 });
    else {
      total.sum += count;
      total.kinds += 1;
    }
  }
  const minOf = (length: number) => (length === 1 ? 0 : least[Math.min(length, least.length) - 1]);
  const kept = [...counts.entries()].filter(([run, count]) => count >= minOf(run.length)).map(([run]) => run);
  kept.sort((a, b) => a.length - b.length || compareCodes(a, b));

  const probabilities = new Map<string, number>();
  for (const run of kept) {
    if (run === LINE_START) {
      probabilities.set(run, Math.exp(-255 / STEPS));
      continue;
    }
    const shorter = run.length === 1 ? 1 / characters.length : probabilities.get(run.slice(1))!;
    const { sum, kinds } = totals.get(run.slice(0, -1))!;
    const weight = smoothing * kinds;
    probabilities.set(run, (counts.get(run)! + weight * shorter) / (sum + weight));
  }
  return pack(kept, probabilities, { order, characters });
}

/** Runs in breadth-first order of the tree: by length, then character after character by code. */
function pack(
  kept: readonly string[],
  probabilities: ReadonlyMap<string, number>,
  { order, characters }: { order: number; characters: string },
): PackedNgrams {
  const codeOf = new Map([LINE_START, ...characters].map((character, code) => [character, code]));
  const rank = (run: string) => Array.from(run, (c) => String.fromCharCode(codeOf.get(c)!)).join('');
  const sorted = kept
    .map((run) => ({ run, rank: rank(run) }))
    .sort((a, b) => a.run.length - b.run.length || compareCodes(a.rank, b.rank))
    .map(({ run }) => run);
  const levels = Array.from({ length: order }, (_, i) => sorted.filter((run) => run.length === i + 1).length);
  const inner = sorted.length - levels[order - 1];
  const below = new Map<string, { count: number; own: number; shorter: number }>();
  for (const run of sorted) {
    const context = run.slice(0, -1);
    const sums = below.get(context) ?? { count: 0, own: 0, shorter: 0 };
    below.set(context, sums);
    sums.count += 1;
    sums.own += probabilities.get(run)!;
    sums.shorter += run.length === 1 ? 0 : probabilities.get(run.slice(1))!;
  }
  const backoffs = new Uint8Array(inner).fill(BACKOFF_ZERO);
  const childCounts = new Uint8Array(inner);
  for (const [i, run] of sorted.slice(0, inner).entries()) {
    const sums = below.get(run);
    if (!sums) continue;
    childCounts[i] = sums.count;
    const factor = Math.max(1e-6, 1 - sums.own) / Math.max(1e-6, 1 - sums.shorter);
    backoffs[i] = clampByte(BACKOFF_ZERO + Math.round(Math.log(factor) * STEPS));
  }
  return {
    order,
    characters,
    levels,
    codes: Uint8Array.from(sorted, (run) => codeOf.get(run[run.length - 1])!),
    costs: Uint8Array.from(sorted, (run) => clampByte(Math.round(-Math.log(probabilities.get(run)!) * STEPS))),
    backoffs,
    childCounts,
  };
}

function* withOnly(texts: Iterable<WeightedText>, known: ReadonlySet<string>): Generator<WeightedText> {
  for (const own of texts) yield { ...own, text: Array.from(own.text, (c) => (known.has(c) ? c : '')).join('') };
}

const compareCodes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const clampByte = (value: number): number => Math.max(0, Math.min(255, value));
