import type { Blob } from './blob.js';
import { findWords, gapsOf, type LineInk, type Placed, wordBound } from './find-words.js';
import { joinSpacedLetters, letterPitch } from './join-spaced-letters.js';

/**
 * The words of all lines. If a form spaces letters by its boxes, their gaps must not affect the
 * threshold for its other words.
 */
export function wordsOfPage(inks: readonly LineInk[]): Placed[][][] {
  const bound = wordBound(inks.flatMap(gapsOf));
  const words = inks.map((ink) => findWords(ink, bound));
  const xHeights = inks.map((ink) => ink.xHeightPx);
  const pitch = letterPitch(words, xHeights);
  if (pitch === undefined) return words;
  const spaced = new Set<Blob>();
  inks.forEach(({ xHeightPx }, i) => {
    const alone = new Set(words[i]);
    const joined = joinSpacedLetters(words[i], xHeightPx, pitch).filter((word) => !alone.has(word));
    for (const { blob } of joined.flat()) spaced.add(blob);
  });
  const others = inks.map((ink) => ({ ...ink, blobs: ink.blobs.filter((blob) => !spaced.has(blob)) }));
  const otherBound = wordBound(others.flatMap(gapsOf));
  return inks.map((ink) => joinSpacedLetters(findWords(ink, otherBound), ink.xHeightPx, pitch));
}
