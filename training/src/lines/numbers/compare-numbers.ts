import { isNumberToken, isUnitToken } from '@longhand/core';

/** A word of a reading, and whether it is marked as uncertain. */
export interface ReadToken {
  text: string;
  isMarked: boolean;
}

export type NumberVerdict = 'right' | 'wrong and marked' | 'wrong and unmarked';

export interface ComparedNumber {
  truth: string;
  read: string;
  isMarked: boolean;
  verdict: NumberVerdict;
  /** Places of the words that were read for it. */
  words: number[];
}

interface Span {
  from: number;
  to: number;
}

/**
 * Every number of a line against what was read in its place. A number is a word with a digit,
 * together with the unit behind it. It is right when the words in its place say the same, signs
 * around it aside; a number that is missing, split or joined with another word is wrong and
 * unmarked, marked or not. A number that was read where none stands counts as a wrong one too.
 */
export function compareNumbers(truth: string, read: readonly ReadToken[]): ComparedNumber[] {
  const readText = read.map(({ text }) => text).join(' ');
  const placeOf = alignment(truth, readText);
  const tokens = spansOf(readText).map((span, i) => ({ ...span, ...read[i] }));
  const met = new Set<number>();
  const compared = numbersOf(truth).map(({ from, to }): ComparedNumber => {
    const wanted = truth.slice(from, to);
    const places = placeOf.slice(from, to).filter((at) => at >= 0);
    const [first, last] = [Math.min(...places), Math.max(...places)];
    const covering = tokens.map((_, i) => i).filter((i) => tokens[i].to > first && tokens[i].from <= last);
    for (const i of covering) met.add(i);
    const text = covering.map((i) => tokens[i].text).join(' ');
    const isMarked = covering.some((i) => tokens[i].isMarked);
    const isRight = bare(text) === bare(wanted);
    // With its unit or without: a unit that was misread is a wrong number, not a split one.
    const isWhole =
      covering.length <= 2 && numbersOf(text).length === 1 && (covering.length === 1 || wanted.includes(' '));
    const verdict = isRight ? 'right' : isWhole && isMarked ? 'wrong and marked' : 'wrong and unmarked';
    return { truth: wanted, read: text, isMarked, verdict, words: covering };
  });
  // A word that stands for two numbers has joined them.
  for (const one of compared)
    if (compared.some((other) => other !== one && other.words.some((i) => one.words.includes(i))))
      one.verdict = 'wrong and unmarked';
  for (const [i, { text, isMarked }] of tokens.entries())
    if (!met.has(i) && isNumberToken(text))
      compared.push({
        truth: '',
        read: text,
        isMarked,
        verdict: isMarked ? 'wrong and marked' : 'wrong and unmarked',
        words: [i],
      });
  return compared;
}

/** Without signs around it, and with its unit written to it. */
const bare = (text: string): string => {
  const [number, unit, ...others] = text.replace(/^[^\p{L}\p{N}#+]+|[^\p{L}\p{N}%°]+$/gu, '').split(' ');
  return unit && others.length === 0 && isUnitToken(unit)
    ? number + unit
    : text.trim() && [number, unit, ...others].filter(Boolean).join(' ');
};

function spansOf(text: string): Span[] {
  return [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({ from: index, to: index + word.length }));
}

/** Places of the numbers of a text, each with the unit behind it. */
function numbersOf(text: string): Span[] {
  const spans = spansOf(text);
  return spans.flatMap(({ from, to }, i) => {
    if (!isNumberToken(text.slice(from, to))) return [];
    const next = spans[i + 1];
    return next && isUnitToken(text.slice(next.from, next.to)) ? [{ from, to: next.to }] : [{ from, to }];
  });
}

/**
 * For each character of `a` the place in `b` that the alignment with fewest edits sets against it;
 * -1 where it is left out.
 */
function alignment(a: string, b: string): number[] {
  const columns = b.length + 1;
  const costs = new Uint16Array((a.length + 1) * columns);
  for (let i = 0; i <= a.length; i++)
    for (let j = 0; j <= b.length; j++)
      costs[i * columns + j] =
        i === 0 || j === 0
          ? i + j
          : Math.min(
              costs[(i - 1) * columns + j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1),
              costs[i * columns + j - 1] + 1,
              costs[(i - 1) * columns + j] + 1,
            );
  const places = Array.from({ length: a.length }, () => -1);
  for (let i = a.length, j = b.length; i > 0 && j > 0; ) {
    const here = costs[i * columns + j];
    if (here === costs[(i - 1) * columns + j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)) {
      i -= 1;
      j -= 1;
      places[i] = j;
    } else if (here === costs[i * columns + j - 1] + 1) j -= 1;
    else i -= 1;
  }
  return places;
}
