import type { LineImage } from '@longhand/inference';

/** A line as the network learns it. */
export interface TrainingLine {
  readonly ink: LineImage;
  /** What it says: classes 1 and up, without blanks. */
  readonly classes: readonly number[];
}

/** The classes of a text that is folded to the alphabet. */
export const classesOf = (text: string, alphabet: string): number[] =>
  Array.from(text, (character) => 1 + alphabet.indexOf(character));

/**
 * Whether CTC can spell the classes in so many frames: one for each character and one more between
 * two equal ones.
 */
export function fitsFrames(classes: readonly number[], frames: number): boolean {
  const twins = classes.filter((c, i) => c === classes[i - 1]).length;
  return classes.length + twins <= frames;
}
