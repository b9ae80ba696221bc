import { FRAME_WIDTH, prepareLine } from '@longhand/inference';
import { foldText, unknownLetters } from '../lines/fold-text.js';
import { classesOf, fitsFrames, type TrainingLine } from '../line-training/training-line.js';
import type { LabelledLine } from './labelled-line.js';

export interface LearnableLine extends TrainingLine {
  readonly page?: string | undefined;
}

/**
 * Wider strips are cut in pieces by nobody: they are left out. In pixels at the network's height.
 */
const MAX_WIDTH = 1200;

/**
 * Lines as the network learns them: texts folded to its alphabet. Left out are those without a text
 * in this alphabet or with letters that it lacks, those too long for a batch, and those too narrow
 * for their text to be read at all (their text is not what the picture shows).
 */
export function toTrainingLines(
  lines: readonly LabelledLine[],
  alphabet: string,
): { lines: LearnableLine[]; leftOut: number } {
  const learnable = lines.flatMap(({ strip, text, page }): LearnableLine[] => {
    if (unknownLetters(text, alphabet).length > 0) return [];
    const classes = classesOf(foldText(text, alphabet), alphabet);
    const ink = prepareLine(strip);
    const fits = fitsFrames(classes, Math.ceil(ink.width / FRAME_WIDTH));
    return classes.length > 0 && ink.width <= MAX_WIDTH && fits ? [{ ink, classes, page }] : [];
  });
  return { lines: learnable, leftOut: lines.length - learnable.length };
}
