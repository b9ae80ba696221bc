import { characters66, type CharacterKind, kindOf, characterKinds, letterOf, marks } from './alphabet.js';
import { letterPair, wordEdge } from './letter-model.js';

type Row = readonly [digit: number, capital: number, small: number];

/**
 * A manner of writing a word, as a chain over the kinds of character. Rows sum to 1, or to 0 for a
 * kind that does not occur.
 */
interface WordStyle {
  name: 'digits' | 'capitals' | 'small' | 'capitalised' | 'quantity' | 'code' | 'mixed';
  start: Row;
  next: readonly [Row, Row, Row];
  /** What goes on after a mark within the word. */
  afterMark: Row;
  /** Letters follow each other as in words; otherwise every letter is as likely as any other. */
  isWord: boolean;
}

const none: Row = [0, 0, 0];
const third: Row = [1 / 3, 1 / 3, 1 / 3];
const [digit, capital, small]: Row[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

const wordStyles: readonly WordStyle[] = [
  { name: 'digits', start: digit, next: [digit, none, none], afterMark: digit, isWord: false },
  { name: 'capitals', start: capital, next: [none, capital, none], afterMark: capital, isWord: true },
  { name: 'small', start: small, next: [none, none, small], afterMark: small, isWord: true },
  { name: 'capitalised', start: capital, next: [none, small, small], afterMark: [0, 0.5, 0.5], isWord: true },
  { name: 'quantity', start: digit, next: [[0.6, 0, 0.4], none, small], afterMark: [0.5, 0, 0.5], isWord: false },
  {
    name: 'code',
    start: [0.3, 0.7, 0],
    next: [[0.8, 0.2, 0], [0.5, 0.5, 0], none],
    afterMark: [0.6, 0.4, 0],
    isWord: false,
  },
  { name: 'mixed', start: third, next: [third, third, third], afterMark: third, isWord: false },
];

/** Probability that a number, quantity or code ends after a character of it. */
const endOfCode = 0.25;
/**
 * Probability of a mark instead of a further character, and shares of the marks (point, comma,
 * hyphen, apostrophe).
 */
const markShare = 0.02;
const shareOfMark = [0.5, 0.3, 0.15, 0.05];
/** Probability that the word ends after each of these marks. */
const endAfterMark = [0.9, 0.95, 0.1, 0.1];
const classesOfKind: Row = [10, 26, 26];

const classCount = characters66.length;
const classes = Array.from({ length: classCount }, (_, c) => c);
const firstMark = classCount - marks.length;
const smallA = characters66.indexOf('a');

/** A style, computed for all pairs of classes. */
export interface StyleTable {
  /** Reads one window over the whole word; the others read two or more. */
  isSingle: boolean;
  /** occurs[c]: class c can stand in such a word at all. */
  occurs: boolean[];
  /** start[c]: a word of this style begins with class c. */
  start: Float64Array;
  /** next[a][b]: class b follows class a. */
  next: Float64Array[];
  /** end[c]: the word ends after class c. start, and each row of next with its end, sum to 1. */
  end: Float64Array;
}

function wordTable(style: WordStyle): StyleTable {
  const start = Float64Array.from(classes, (c) =>
    c < firstMark ? style.start[kindOf(c) as 0 | 1 | 2] * choice(style, wordEdge, c) : 0,
  );
  const end = Float64Array.from(classes, (c) => endProbability(style, c));
  const next = classes.map((previous) =>
    Float64Array.from(
      classes,
      (c) => nextProbability(style, previous, c) * (style.isWord && previous < firstMark ? 1 : 1 - end[previous]),
    ),
  );
  const occurs = classes.map((c) => c >= firstMark || start[c] > 0 || next.some((row) => row[c] > 0));
  return { isSingle: false, occurs, start, next, end };
}

/** Probability that the word ends after a class; in words of letters the letter pairs know. */
function endProbability(style: WordStyle, character: number): number {
  if (character >= firstMark) return endAfterMark[character - firstMark];
  if (!style.isWord) return endOfCode;
  return letterOf(character) < 0 ? 0 : letterPair(letterOf(character), wordEdge);
}

/**
 * Probability of a class after another, given that the word goes on (words of letters: or ends).
 */
function nextProbability(style: WordStyle, previous: number, character: number): number {
  const from = kindOf(previous);
  const to = kindOf(character);
  if (to === characterKinds.mark)
    return from === characterKinds.mark ? 0 : markShare * shareOfMark[character - firstMark];
  if (from === characterKinds.mark) return style.afterMark[to] * choice(style, wordEdge, character);
  return (1 - markShare) * style.next[from][to] * choice(style, letterOf(previous), character);
}

function choice({ isWord }: WordStyle, previous: number, character: number): number {
  const kind = kindOf(character) as 0 | 1 | 2;
  return isWord && kind !== characterKinds.digit && previous >= 0
    ? letterPair(previous, letterOf(character))
    : 1 / classesOfKind[kind];
}

/** A table for one glyph alone, from the probability of each class. */
function singleTable(probabilityOf: (character: number, kind: CharacterKind) => number): StyleTable {
  const start = Float64Array.from(classes, (c) => probabilityOf(c, kindOf(c)));
  const next = classes.map(() => new Float64Array(classCount));
  return {
    isSingle: true,
    occurs: classes.map((c) => start[c] > 0),
    start,
    next,
    end: new Float64Array(classCount).fill(1),
  };
}

/**
 * All tables. One glyph alone: a digit, a capital, a small letter, the word "a", a mark; then the
 * styles of words.
 */
export const styleTables: readonly StyleTable[] = [
  singleTable((_, kind) => (kind === characterKinds.digit ? 1 / 10 : 0)),
  singleTable((_, kind) => (kind === characterKinds.capital ? 1 / 26 : 0)),
  singleTable((_, kind) => (kind === characterKinds.small ? 1 / 26 : 0)),
  singleTable((c) => (c === smallA ? 1 : 0)),
  singleTable((c, kind) => (kind === characterKinds.mark ? shareOfMark[c - firstMark] : 0)),
  ...wordStyles.map(wordTable),
];
