import { kindOf, kinds, letterOf } from './alphabet.js';
import { letterPair, wordEdge } from './letter-model.js';

type Row = readonly [digit: number, capital: number, small: number];

/** A manner of writing a word, as a chain over the three kinds of character. Rows sum to 1, or to 0 for a kind that does not occur. */
export interface WordStyle {
  name: 'digits' | 'capitals' | 'small' | 'capitalised' | 'quantity' | 'code' | 'mixed';
  start: Row;
  next: readonly [Row, Row, Row];
  /** Letters follow each other as in words; otherwise every letter is as likely as any other. */
  isWord: boolean;
}

const none: Row = [0, 0, 0];
const third: Row = [1 / 3, 1 / 3, 1 / 3];

export const wordStyles: readonly WordStyle[] = [
  { name: 'digits', start: [1, 0, 0], next: [[1, 0, 0], none, none], isWord: false },
  { name: 'capitals', start: [0, 1, 0], next: [none, [0, 1, 0], none], isWord: true },
  { name: 'small', start: [0, 0, 1], next: [none, none, [0, 0, 1]], isWord: true },
  { name: 'capitalised', start: [0, 1, 0], next: [none, [0, 0, 1], [0, 0, 1]], isWord: true },
  { name: 'quantity', start: [1, 0, 0], next: [[0.6, 0, 0.4], none, [0, 0, 1]], isWord: false },
  { name: 'code', start: [0.3, 0.7, 0], next: [[0.8, 0.2, 0], [0.5, 0.5, 0], none], isWord: false },
  { name: 'mixed', start: third, next: [third, third, third], isWord: false },
];

/** Probability that a number, quantity or code ends after a character of it. */
const endOfCode = 0.25;
const classesOfKind: Row = [10, 26, 26];
const smallA = 36;

/** A style worked out for all pairs of classes. */
export interface StyleTable {
  style: WordStyle;
  /** Reads one window over the whole word; the others read two or more. */
  isSingle: boolean;
  /** start[c]: a word of this style begins with class c. */
  start: Float64Array;
  /** next[62 * a + b]: class b follows class a. */
  next: Float64Array;
  /** end[c]: the word ends after class c. start, and each row of next with its end, sum to 1. */
  end: Float64Array;
}

/** The tables of a style's probabilities. */
function styleTable(style: WordStyle): StyleTable {
  const classes = Array.from({ length: 62 }, (_, c) => c);
  const next = classes.flatMap((previous) =>
    classes.map((c) => {
      const step = style.next[kindOf(previous)][kindOf(c)];
      if (step === 0) return 0;
      return style.isWord
        ? step * choice(style, letterOf(previous), c)
        : step * choice(style, wordEdge, c) * (1 - endOfCode);
    }),
  );
  return {
    style,
    isSingle: false,
    start: Float64Array.from(
      classes,
      (c) => style.start[kindOf(c)] && style.start[kindOf(c)] * choice(style, wordEdge, c),
    ),
    next: Float64Array.from(next),
    end: Float64Array.from(classes, (c) => {
      if (!style.isWord) return endOfCode;
      return letterOf(c) < 0 ? 0 : letterPair(letterOf(c), wordEdge);
    }),
  };
}

function choice(style: WordStyle, previous: number, character: number): number {
  const kind = kindOf(character);
  return style.isWord && kind !== kinds.digit ? letterPair(previous, letterOf(character)) : 1 / classesOfKind[kind];
}

/** The tables of one glyph alone: digit, capital, small letter, and the word "a". */
const singleTables: readonly StyleTable[] = [wordStyles[0], wordStyles[1], wordStyles[2], wordStyles[2]].map(
  (style, i) => ({
    style,
    isSingle: true,
    start: Float64Array.from({ length: 62 }, (_, c) =>
      i === 3 ? (c === smallA ? 1 : 0) : style.start[kindOf(c)] / classesOfKind[kindOf(c)],
    ),
    next: new Float64Array(62 * 62),
    end: new Float64Array(62).fill(1),
  }),
);

/** All tables: the three of single glyphs, then those of words. */
export const styleTables: readonly StyleTable[] = [...singleTables, ...wordStyles.map(styleTable)];
