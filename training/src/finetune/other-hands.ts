import { AppError } from '@longhand/core';
import { decodePage } from '@longhand/image-io';
import { cutPolygon } from '../lines/cut-strips.js';
import { isRunningText } from '../lines/running-text.js';
import { readPageSet, type TruePage } from '../pages/read-page-set.js';
import type { LabelledLine } from './labelled-line.js';

/** Lines of hands that a reader is not tuned to; no writer is in both. */
export interface OtherHands {
  readonly rehearsal: readonly LabelledLine[];
  readonly guard: readonly LabelledLine[];
}

/**
 * Every so many pages of Copiste: of the training writers to rehearse, of the validation writers as
 * the guard.
 */
const [REHEARSED_EVERY, GUARD_EVERY] = [8, 4];
const LIMITS = { maxPixels: 60_000_000, maxPages: 1, timeoutMs: 60_000 };

/** Lines of many hands, where the handwriting data lies; undefined where it does not. */
export async function otherHands(dataRoot: string): Promise<OtherHands | undefined> {
  const read = async (split: 'train' | 'val', every: number): Promise<LabelledLine[]> => {
    const pages = await readPageSet(dataRoot, 'copiste', split);
    return (await Promise.all(pages.filter((_, i) => i % every === 0).map(linesOf))).flat();
  };
  try {
    return { rehearsal: await read('train', REHEARSED_EVERY), guard: await read('val', GUARD_EVERY) };
  } catch (error) {
    if (error instanceof AppError && error.code === 'dataset.missing') return undefined;
    throw error;
  }
}

async function linesOf({ page, path, lines }: TruePage): Promise<LabelledLine[]> {
  const { gray } = await decodePage(path, 1, LIMITS);
  const running = lines.filter(({ text }) => isRunningText(text));
  return running.map(({ text, polygon }) => ({ strip: cutPolygon(gray, polygon), text, page }));
}
