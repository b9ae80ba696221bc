import { bestPath } from '../ctc/best-path.js';
import { framesOfGroup, type LargerRows, type WordFrames } from '../ctc/cut-words.js';
import type { LogRows } from '../ctc/line-scores.js';
import type { BeamOptions } from '../ctc/prefix-beam.js';
import type { LanguageState } from '../language/language-model.js';
import type { Alternative } from '../recognised-page.js';
import { dottedSigns } from './number-form.js';
import { numberGroups } from './number-groups.js';
import { isNumberToken, isUnitToken, nearUnits } from './number-token.js';
import { type GroupReading, readGroup } from './read-group.js';
import { numberSettings } from './number-settings.js';

const { reading } = numberSettings;

/** A word of a group of numbers as its group was read. */
export interface SettledWord {
  share: number;
  first: number;
  second: number;
  separators: number;
  looseDots: number;
  /**
   * What may stand in its place where the rest of the group is as it was read; shares of all
   * readings.
   */
  rivals: Alternative[];
}

export interface SettledLine {
  words: string[];
  /** For each word that belongs to a number how it was settled; undefined for the others. */
  settled: (SettledWord | undefined)[];
}

interface SettleOptions extends Omit<BeamOptions, 'width'> {
  larger?: LargerRows | undefined;
  /** See `StripScores.dots`. */
  dots?: readonly number[] | undefined;
}

/**
 * Reads the numbers of a line again, each with its units and parts that may have been cut off.
 * Numbers follow the ink: the language model of running text, which rates 120180 as high as 120/80,
 * has little weight, and the forms of numbers have some (`formBonus`).
 *
 * @param cut the words of the whole line's reading.
 */
export function settleNumbers(rows: LogRows, cut: readonly WordFrames[], options: SettleOptions): SettledLine {
  const { alphabet, language, larger, dots = [] } = options;
  const texts = cut.map(({ target }) => target.map((c) => alphabet[c - 1]).join(''));
  const inks = cut.map((frames) =>
    bestPath(frames.rows)
      .map((character) => alphabet[character.class - 1])
      .join(''),
  );
  const isKnown = (word: string) => language?.words?.known.has(word) ?? false;
  const line: SettledLine = { words: [], settled: [] };
  let state = options.before;
  const add = (word: string, settled?: SettledWord) => {
    line.words.push(word);
    line.settled.push(settled);
    state = follow(state, `${word} `, options);
  };
  let at = 0;
  for (const { from, to } of numberGroups(texts, inks, isKnown)) {
    while (at < from) add(texts[at++]);
    const group = cut.slice(from, to);
    const frames = framesOfGroup(group, rows, 1 + alphabet.indexOf(' '), larger);
    // A dot after the last character may end a sentence.
    const [start, end] = [group[0].start, group[group.length - 1].end];
    const within = dots.length > reading.maxDots ? 0 : dots.filter((dot) => dot > start && dot < end).length;
    const readings = readGroup(frames, texts.slice(from, to).join(' '), {
      ...options,
      state,
      dots: within,
      before: line.words,
      after: to < texts.length ? ' ' : '',
    });
    const own = readings[0] ?? { text: texts.slice(from, to).join(' ') };
    for (const [i, word] of own.text.split(' ').entries()) {
      // A word beside a number that says no number and no unit is a word like any other.
      const isPart = isNumberToken(word) || (isNumberToken(line.words.at(-1) ?? '') && mayBeUnit(word));
      add(word, isPart && readings.length > 0 ? settledWord(readings, i, within) : undefined);
    }
    at = to;
  }
  while (at < texts.length) add(texts[at++]);
  return line;
}

const mayBeUnit = (word: string): boolean => isUnitToken(word) || nearUnits(word).length > 0;

function follow(
  state: LanguageState | undefined,
  text: string,
  { language }: SettleOptions,
): LanguageState | undefined {
  if (!language || !state) return state;
  let next = state;
  for (const character of text) next = language.model.next(next, character);
  return next;
}

/** A text without the signs between its digits. */
const digitsOf = (text: string): string => text.replace(/[.,:;/-]/g, '');

function settledWord(readings: readonly GroupReading[], at: number, dots: number): SettledWord {
  const words = readings[0].text.split(' ');
  const sums = { share: 0, first: 0, second: 0, separators: 0 };
  const plain = digitsOf(words[at]);
  const rivals = new Map<string, number>();
  for (const { text, share, first, second } of readings) {
    const other = text.split(' ');
    // The same word in its place, counted from either end: what differs beside it is none of its
    // doubts.
    const isSame = other[at] === words[at] || other[other.length - words.length + at] === words[at];
    if (isSame) {
      sums.share += share;
      sums.first += first;
      sums.second += second;
      continue;
    }
    if (other[at] && digitsOf(other[at]) === plain) sums.separators += share;
    if (other.length === words.length) rivals.set(other[at], (rivals.get(other[at]) ?? 0) + share);
  }
  const looseDots = Math.max(0, dots - dottedSigns(readings[0].text));
  return { ...sums, looseDots, rivals: [...rivals].map(([text, probability]) => ({ text, probability })) };
}
