import { normaliseText } from '../text/normalise-text.js';
import type { Reading } from './reading.js';

/** A token that is written as several words. */
export interface JoinedToken {
  token: string;
  probability: number;
  /** Indices of the first and the last word. */
  word: number;
  lastWord: number;
}

/**
 * Ends a line inside a word: a hyphen, the double hyphen of old hands, the "not" sign of some
 * typewriters.
 */
const broken = /^(.*[\p{L}\p{M}])[-‐‑¬⸗=\u00ad]$/u;
const hyphenAlone = /^[-‐‑¬⸗=]$/u;
/**
 * Maximum number of readings of each part of a divided word that are joined, and their minimum
 * joint probability.
 */
const [maxReadings, minProbability] = [4, 0.02];
/**
 * One or two letters of a box that was read separately, or a digit: two adjacent numbers of several
 * digits are separate numbers.
 */
const boxed = /^(?:\p{Lu}{1,2}|\p{L}|\p{Nd})$/u;
/**
 * Minimum number of boxes that make a word, and a number: separate digits often do not belong
 * together.
 */
const [minLetters, minDigits] = [3, 4];

/**
 * Words that continue on the next line, and letters in separate boxes of a form, each as one token.
 */
export function joinWords(words: readonly (readonly Reading[])[], lines: readonly number[]): JoinedToken[] {
  const joined: JoinedToken[] = [];
  for (let i = 1; i < words.length; i++) if (lines[i] !== lines[i - 1]) joined.push(...acrossLines(words, lines, i));
  for (let from = 0; from < words.length; from++) {
    let to = from;
    while (to < words.length && lines[to] === lines[from] && boxed.test(words[to][0]?.text ?? '')) to += 1;
    const hasLetter = words.slice(from, to).some(([{ text }]) => /\p{L}/u.test(text));
    if (to - from >= (hasLetter ? minLetters : minDigits)) joined.push(inBoxes(words, from, to - 1));
    from = Math.max(from, to);
  }
  return joined;
}

/** @param next index of the first word of a line */
function acrossLines(words: readonly (readonly Reading[])[], lines: readonly number[], next: number): JoinedToken[] {
  const isApart = hyphenAlone.test(words[next - 1][0]?.text ?? '') && lines[next - 2] === lines[next - 1];
  const word = next - (isApart ? 2 : 1);
  const firsts = words[word].flatMap(({ text, probability }) => {
    const part = isApart ? /^.*[\p{L}\p{M}]$/u.exec(text)?.[0] : broken.exec(text)?.[1];
    return part ? [{ text: part, probability }] : [];
  });
  const seconds = words[next].filter(({ text }) => /^\p{L}/u.test(text));
  const found = new Map<string, number>();
  for (const first of firsts.slice(0, maxReadings)) {
    for (const second of seconds.slice(0, maxReadings)) {
      const probability = first.probability * second.probability;
      // The part before a hyphen inside the word, and the part after a full stop, is another word.
      const token = normaliseText(lastRun(first.text) + firstRun(second.text)).replace(/'/g, '');
      if (probability >= minProbability) found.set(token, Math.min(1, (found.get(token) ?? 0) + probability));
    }
  }
  return [...found].map(([token, probability]) => ({ token, probability, word, lastWord: next }));
}

const lastRun = (text: string): string => /[\p{L}\p{M}'’]+$/u.exec(text)?.[0] ?? '';
const firstRun = (text: string): string => /^[\p{L}\p{M}'’]+/u.exec(text)?.[0] ?? '';

function inBoxes(words: readonly (readonly Reading[])[], word: number, lastWord: number): JoinedToken {
  const readings = words.slice(word, lastWord + 1).map(([first]) => first);
  return {
    token: normaliseText(readings.map(({ text }) => text).join('')),
    probability: readings.reduce((product, { probability }) => product * probability, 1),
    word,
    lastWord,
  };
}
