import type { Alternative } from '../recognised-page.js';
import { textBias } from '../language/text-bias.js';
import { wordBonuses } from '../language/word-bonus.js';
import { logProbabilityOf } from './ctc-lattice.js';
import type { WordFrames } from './cut-words.js';
import { knownReadings } from './known-readings.js';
import type { InkRows } from './line-scores.js';
import { logAdd, never } from './log-math.js';
import { type BeamOptions, prefixBeam } from './prefix-beam.js';
import { decoderSettings } from './decoder-settings.js';

const { kept } = decoderSettings;

/**
 * Readings of two neighbouring words as one, if the ink is not certain of the space between them:
 * "de puis" may be "depuis". Each has its probability against all of them and against two words.
 *
 * @param rows of the whole line, from which both words were cut.
 */
export function joinedAlternatives(
  rows: InkRows,
  [first, second]: readonly [WordFrames, WordFrames],
  options: BeamOptions,
): Alternative[] {
  const space = 1 + options.alphabet.indexOf(' ');
  if (!isDoubtful(rows, [first, second], space)) return [];
  const [from, to] = [first.from, second.to];
  const { classes } = rows;
  const own: InkRows = {
    probabilities: rows.probabilities.slice(from * classes, to * classes),
    frames: to - from,
    classes,
  };
  const score = (text: string, target: readonly number[]) => logProbabilityOf(own, target) + textBias(text, options);
  const textOf = (target: readonly number[]) => target.map((c) => options.alphabet[c - 1]).join('');
  const isKnown = (text: string) => options.language !== undefined && wordBonuses(text, options.language) > 0;
  const apart = [...first.target, space, ...second.target];
  const joined = joinedReadings(own, [...first.target, ...second.target], { ...options, space });
  const scores = joined.map((target) => score(textOf(target), target));
  const total = scores.reduce(logAdd, score(textOf(apart), apart));
  if (total === never) return [];
  return joined
    .map((target, i) => ({ text: textOf(target), probability: Math.exp(scores[i] - total) }))
    .filter(({ text, probability }) => probability > (isKnown(text) ? kept.minKnown : kept.minOther))
    .filter(({ text }) => text !== textOf(first.target))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, kept.maxJoined);
}

/** Whether no frame between the words shows the blank surely. */
function isDoubtful(
  { probabilities, classes }: InkRows,
  [first, second]: readonly [WordFrames, WordFrames],
  space: number,
): boolean {
  const [from, to] = [Math.max(first.from, first.to - 3), Math.min(second.to, second.from + 3)];
  for (let t = from; t < to; t++) if (probabilities[t * classes + space] > kept.sureBlank) return false;
  return true;
}

/**
 * What the frames may say as one word: both words written together, what a search finds, and known
 * words.
 */
function joinedReadings(
  { probabilities, frames, classes }: InkRows,
  together: readonly number[],
  { space, ...options }: BeamOptions & { space: number },
): number[][] {
  const merged: InkRows = { probabilities: probabilities.slice(), frames, classes };
  for (let row = 0; row < probabilities.length; row += classes) {
    merged.probabilities[row] += merged.probabilities[row + space];
    merged.probabilities[row + space] = 0;
  }
  const text = together.map((c) => options.alphabet[c - 1]).join('');
  const found = prefixBeam(merged, { ...options, width: kept.joinedWidth }).slice(0, kept.maxSearched);
  const known = knownReadings(merged, text, options)
    .sort((a, b) => b.score - a.score)
    .slice(0, kept.maxSearched)
    .map((reading) => Array.from(reading.text, (c) => 1 + options.alphabet.indexOf(c)))
    .filter((target) => target.every((c) => c > 0));
  const all = [[...together], ...found.map((reading) => reading.classes), ...known].filter(
    (target) => target.length > 0,
  );
  return [...new Map(all.map((target) => [target.join(), target])).values()];
}
