import type { RecognisedPage } from '@longhand/core';
import { drawLabelMap, labelAt } from './label-map.js';
import type { TrueLine } from './read-page-set.js';

/** A word with so much of its box on a line of the ground truth was written by somebody. */
const minShared = 0.1;
/** Places of a box that are looked at, each way. */
const places = 12;

/**
 * Number of words that were read where no line of the ground truth is: dust, holes and folds, and
 * what is not transcribed (stamps, marks).
 */
export function wordsElsewhere(
  { lines }: Pick<RecognisedPage, 'lines'>,
  truth: readonly TrueLine[],
  page: { widthPx: number; heightPx: number },
): number {
  const map = drawLabelMap(
    page.widthPx,
    page.heightPx,
    truth.map(({ polygon }) => polygon),
  );
  return lines
    .flatMap(({ words }) => words)
    .filter(({ text, box }) => {
      if (text === '') return false;
      let shared = 0;
      for (let i = 0; i < places ** 2; i++) {
        const x = box.x + (((i % places) + 0.5) / places) * box.width;
        const y = box.y + ((Math.floor(i / places) + 0.5) / places) * box.height;
        if (labelAt(map, x, y) > 0) shared += 1;
      }
      return shared < minShared * places ** 2;
    }).length;
}
