import { AppError } from '@longhand/core';
import { Random } from '../basics/random.js';

export interface SplitOptions {
  readonly seed: number;
  /** Share of the lines that is held out, unless `learnFrom` is given. */
  readonly heldOutShare: number;
  /**
   * So many lines are learnt from (those that choose the epoch among them); all lines of other
   * pages are held out.
   */
  readonly learnFrom?: number | undefined;
}

export interface SplitLines<Line> {
  readonly training: readonly Line[];
  /** Chooses the epoch and when to stop. */
  readonly validation: readonly Line[];
  /** Never looked at before the end: judges old and new. */
  readonly heldOut: readonly Line[];
  /** Whether pages were kept together. */
  readonly byPage: boolean;
}

/** Fewer pages than this cannot be shared out; then lines are. */
const MIN_PAGES = 4;
const VALIDATION_SHARE = 0.15;
const [MIN_TRAINING, MIN_VALIDATION, MIN_HELD_OUT] = [8, 4, 8];

/**
 * Shares lines out by a seeded shuffle. Lines of one page fall to learning or to judging together,
 * where every line has a page and there are four pages or more. Throws `training.data_too_small`
 * when a part would be too small to mean anything.
 */
export function splitLines<Line extends { readonly page?: string | undefined }>(
  lines: readonly Line[],
  { seed, heldOutShare, learnFrom }: SplitOptions,
): SplitLines<Line> {
  const pages = new Map<string, Line[]>();
  for (const line of lines) if (line.page !== undefined) pages.set(line.page, [...(pages.get(line.page) ?? []), line]);
  const byPage = pages.size >= MIN_PAGES && lines.every(({ page }) => page !== undefined);
  const groups = byPage ? [...pages.values()] : lines.map((line) => [line]);
  const shuffled = Array.from(Random.from(seed, 0x73706c74).permutation(groups.length), (i) => groups[i]);

  const wanted = learnFrom ?? Math.round((1 - heldOutShare) * lines.length);
  const learning: Line[] = [];
  const heldOut: Line[] = [];
  for (const group of shuffled) (learning.length < wanted ? learning : heldOut).push(...group);
  // What a page has too many is left unused: it is of a page that is learnt from.
  if (learnFrom !== undefined) learning.length = Math.min(learning.length, learnFrom);

  const order = Random.from(seed, 0x76616c69).permutation(learning.length);
  const validationSize = Math.max(MIN_VALIDATION, Math.round(VALIDATION_SHARE * learning.length));
  const chosen = new Set(order.subarray(0, validationSize));
  const training = learning.filter((_, i) => !chosen.has(i));
  const validation = learning.filter((_, i) => chosen.has(i));
  if (training.length < MIN_TRAINING || heldOut.length < MIN_HELD_OUT)
    throw new AppError(
      'training.data_too_small',
      `There are ${lines.length} usable lines: too few to learn from some and to judge by others. Some 40 are the ` +
        'least, 100 do well.',
    );
  return { training, validation, heldOut, byPage };
}
