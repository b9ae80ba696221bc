import { lookAlikesOf, type Reading, type UniformRandom } from '@longhand/core';
import { pickItem } from './pick-item.js';
import type { Vocabulary } from './vocabulary.js';

/** Share of words of which the reader is not sure, and of those that it shows wrongly. */
const doubtfulShare = 0.2;
const wrongShare = 0.3;

export interface MadePage {
  /** What was written. */
  truth: string[];
  /** What each word may say, the reading on show first. */
  words: Reading[][];
}

/**
 * A page of so many words as a reader leaves it: one word in five has other readings, and of those
 * three in ten are shown wrongly.
 */
export function makePage(vocabulary: Vocabulary, random: UniformRandom, words: number): MadePage {
  const truth = Array.from({ length: words }, () => vocabulary.draw(random));
  return { truth, words: truth.map((word) => readWord(word, random)) };
}

function readWord(truth: string, random: UniformRandom): Reading[] {
  if (random() >= doubtfulShare) return [{ text: truth, probability: round(0.9 + 0.1 * random()) }];
  const others = [misread(truth, random), misread(truth, random)].filter((text) => text !== truth);
  const isWrong = random() < wrongShare && others.length > 0;
  const texts = isWrong ? [others[0], truth, ...others.slice(1)] : [truth, ...others];
  const confidence = 0.4 + 0.5 * random();
  let rest = 1 - confidence;
  return [...new Set(texts)].map((text, i) => {
    const share = i === 0 ? confidence : rest * (0.2 + 0.4 * random());
    if (i > 0) rest -= share;
    return { text, probability: round(share) };
  });
}

/** A word as it is often misread: a look-alike, or a letter less. */
export function misread(word: string, random: UniformRandom): string {
  const alike = random() < 0.7 ? knownLookAlikes(word) : [];
  if (alike.length > 0) return pickItem(random, alike);
  const at = Math.floor(random() * word.length);
  return word.slice(0, at) + word.slice(at + 1);
}

const looked = new Map<string, string[]>();

/** Most words come again and again. */
function knownLookAlikes(word: string): string[] {
  const known = looked.get(word) ?? lookAlikesOf(word);
  looked.set(word, known);
  return known;
}

const round = (probability: number): number => Math.round(probability * 1000) / 1000;
