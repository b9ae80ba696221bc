import type { InkRows } from './line-scores.js';
import { occupancyIn, spellingLattice } from './spelling-lattice.js';

/** The frames of one word of a line; `rows` counts from `from`. */
export interface WordFrames extends WordPlace {
  /** The word's classes in the first reading. */
  target: number[];
  /**
   * The word's frames alone, without blanks between words: what shows one before or after the word
   * counts as CTC's blank.
   */
  rows: InkRows;
  /** The same of the larger look at the line, where there was one. */
  larger?: InkRows | undefined;
}

/** The second, larger look at a whole line, with `scale` frames for each frame of the first. */
export interface LargerRows {
  rows: InkRows;
  scale: number;
}

/**
 * The position of a word in a line, in frames: between its edges, and from its first character to
 * its last.
 */
export interface WordPlace {
  from: number;
  to: number;
  start: number;
  end: number;
}

/**
 * Mean frame of each character of a target, weighted by the probability that the frame shows it.
 */
export function meanFramesOf(rows: InkRows, target: readonly number[]): number[] {
  const lattice = spellingLattice(rows, target);
  return target.map((_, i) => {
    let weight = 0;
    let sum = 0;
    for (let t = 0; t < rows.frames; t++) {
      const share = occupancyIn(lattice, t, 2 * i + 1);
      weight += share;
      sum += share * t;
    }
    return weight > 0 ? sum / weight : 0;
  });
}

/**
 * Cuts a line's frames at the spaces between the words of a first reading.
 *
 * @param target classes of the first reading. @param space class of the space between words.
 */
export function cutWords(rows: InkRows, target: readonly number[], space: number, larger?: LargerRows): WordFrames[] {
  const means = meanFramesOf(rows, target);
  const words: WordFrames[] = [];
  let first = 0;
  for (let i = 0; i <= target.length; i++) {
    if (i < target.length && target[i] !== space) continue;
    if (i > first) {
      const from = first === 0 ? 0 : Math.min(Math.floor(means[first - 1]) + 1, Math.floor(means[first]));
      const to = i === target.length ? rows.frames : Math.max(Math.ceil(means[i]), Math.floor(means[i - 1]) + 1);
      const place = { from, to, start: means[first], end: means[i - 1] };
      words.push({
        ...place,
        target: target.slice(first, i),
        rows: rowsOfWord(rows, place, space),
        larger: larger && rowsOfWord(larger.rows, scaled(place, larger), space),
      });
    }
    first = i + 1;
  }
  return words;
}

function scaled({ from, to, start, end }: WordPlace, { rows, scale }: LargerRows): WordPlace {
  const last = Math.min(rows.frames, Math.ceil(to * scale));
  return { from: Math.min(last, Math.floor(from * scale)), to: last, start: start * scale, end: end * scale };
}

/** The frames of several neighbouring words, including the spaces between them. */
export function framesOfGroup(
  words: readonly WordPlace[],
  rows: InkRows,
  space: number,
  larger?: LargerRows,
): { rows: InkRows; larger?: InkRows | undefined } {
  const last = words[words.length - 1];
  const place = { from: words[0].from, to: last.to, start: words[0].start, end: last.end };
  return {
    rows: rowsWithin(rows, place, { space, hasBlanks: true }),
    larger: larger && rowsWithin(larger.rows, scaled(place, larger), { space, hasBlanks: true }),
  };
}

const rowsOfWord = (rows: InkRows, place: WordPlace, space: number): InkRows =>
  rowsWithin(rows, place, { space, hasBlanks: false });

function rowsWithin(
  { probabilities, classes }: InkRows,
  { from, to, start, end }: WordPlace,
  { space, hasBlanks }: { space: number; hasBlanks: boolean },
): InkRows {
  const own = probabilities.slice(from * classes, to * classes);
  for (let t = from; t < to; t++) {
    const row = (t - from) * classes;
    // Within the word a blank between words stays a reading of its own, which is not among the
    // word's.
    const isOutside = t < start || t > end;
    if (isOutside) own[row] += own[row + space];
    if (isOutside || !hasBlanks) own[row + space] = 0;
  }
  return { probabilities: own, frames: to - from, classes };
}
