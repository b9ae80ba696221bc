import type { Placed } from './find-words.js';
import { wordSettings } from './word-settings.js';

const { spacing } = wordSettings;

interface Letter {
  centre: number;
  height: number;
}

/**
 * The pitch of single letters at even distances, as in the boxes of a form, measured on rows of
 * four or more on the whole page.
 */
export function letterPitch(lines: readonly Placed[][][], xHeights: readonly number[]): number | undefined {
  const pitches = lines.flatMap((words, i) => evenPitches(lettersOf(words, xHeights[i])));
  pitches.sort((a, b) => a - b);
  return pitches[pitches.length >> 1];
}

/**
 * Joins the single letters of a line at this pitch into words. An empty box separates words.
 * `words` go from left to right.
 */
export function joinSpacedLetters(words: readonly Placed[][], xHeightPx: number, pitch: number): Placed[][] {
  const letters = lettersOf(words, xHeightPx);
  const joined: Placed[][] = [];
  words.forEach((word, at) => {
    const [before, here] = [letters[at - 1], letters[at]];
    const isNext = before && here && isClose(here.centre - before.centre, pitch);
    if (isNext) joined.push([...(joined.pop() ?? []), ...word]);
    else joined.push(word);
  });
  return joined;
}

function lettersOf(words: readonly Placed[][], xHeightPx: number): (Letter | undefined)[] {
  return words.map((word) => letterOf(word, xHeightPx));
}

/** A word that is a single letter by its width. */
function letterOf(word: readonly Placed[], xHeightPx: number): Letter | undefined {
  const left = Math.min(...word.map((p) => p.left));
  const right = Math.max(...word.map((p) => p.right));
  const height = Math.max(...word.map((p) => p.blob.y + p.blob.height)) - Math.min(...word.map((p) => p.blob.y));
  const isLetter =
    right - left <= spacing.maxAspect * Math.max(height, xHeightPx) && height >= spacing.minHeight * xHeightPx;
  return isLetter ? { centre: (left + right) / 2, height } : undefined;
}

/** The distances within rows of letters that keep one distance. */
function evenPitches(letters: readonly (Letter | undefined)[]): number[] {
  const found: number[] = [];
  let row: number[] = [];
  const close = (): void => {
    if (row.length >= spacing.minLetters - 1) found.push(...row);
    row = [];
  };
  for (let i = 1; i < letters.length; i++) {
    const [before, here] = [letters[i - 1], letters[i]];
    const distance = before && here ? here.centre - before.centre : 0;
    const isNear = distance > 0 && distance <= spacing.maxHeights * Math.max(before?.height ?? 0, here?.height ?? 0);
    if (!isNear || (row.length > 0 && !isClose(distance, row[0]))) close();
    if (isNear) row.push(distance);
  }
  close();
  return found;
}

function isClose(distance: number, pitch: number): boolean {
  return Math.abs(distance - pitch) <= spacing.tolerance * pitch;
}
