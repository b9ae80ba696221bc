import { textBias } from '../language/text-bias.js';
import { logProbabilityOf } from '../ctc/ctc-lattice.js';
import type { InkRows } from '../ctc/line-scores.js';
import { logAdd, never } from '../ctc/log-math.js';
import { type BeamOptions, prefixBeam } from '../ctc/prefix-beam.js';
import { dottedSigns, formBonus } from './number-form.js';
import { numberRivals } from './number-rivals.js';
import { numberSettings } from './number-settings.js';

const { reading } = numberSettings;

/** The frames of a group of words, blanks between words among them. */
export interface GroupFrames {
  rows: InkRows;
  larger?: InkRows | undefined;
}

export interface GroupReading {
  text: string;
  /**
   * Probability among all readings that were found: by both looks, by the first, by the larger one;
   * 0 to 1.
   */
  share: number;
  first: number;
  second: number;
}

/**
 * The possible readings of a group's frames, best first: the results of beam searches with and
 * without the language model in both looks, and readings that differ from the best ones in one
 * sign. Each is weighted by the ink, a share of the language model and the form of its numbers.
 *
 * @param text as the line was read. @param before the words before the group, the nearest last.
 */
export function readGroup(
  { rows, larger }: GroupFrames,
  text: string,
  {
    before,
    dots,
    ...options
  }: Omit<BeamOptions, 'before' | 'width'> & {
    before: readonly string[];
    state?: BeamOptions['before'];
    /** Small pieces of ink at the foot of the writing, between its first and last character. */
    dots: number;
  },
): GroupReading[] {
  const { alphabet, language, state } = options;
  const looks = larger?.frames ? [rows, larger] : [rows];
  const beam = { ...options, before: state };
  const texts = new Set([text]);
  for (const look of looks) {
    for (const one of prefixBeam(look, { ...beam, width: reading.inkWidth, language: undefined })) texts.add(one.text);
    for (const one of prefixBeam(look, { ...beam, width: reading.languageWidth })) texts.add(one.text);
  }
  const isKnown = (word: string) => word.length > 1 && (language?.words?.known.has(word) ?? false);
  const inkOf = (own: string): number[] | undefined => {
    const classes = Array.from(own, (c) => 1 + alphabet.indexOf(c));
    if (own === '' || classes.includes(0)) return undefined;
    const ink = looks.map((look) => logProbabilityOf(look, classes));
    return ink.includes(never) ? undefined : ink;
  };
  const weigh = (own: string) => {
    const ink = inkOf(own);
    if (!ink) return undefined;
    const words = own.split(' ');
    const form = words.reduce((sum, word, i) => sum + formBonus(word, [...before, ...words.slice(0, i)], isKnown), 0);
    const looseDots = Math.max(0, dots - dottedSigns(own));
    const bias =
      form -
      reading.dotPenalty * looseDots +
      reading.languageShare * textBias(own, { language, before: state, after: options.after });
    return { text: own, ink, bias };
  };
  const found = new Map<string, NonNullable<ReturnType<typeof weigh>>>();
  const seen = new Set<string>();
  const add = (raw: string) => {
    const apart = raw.split(' ').filter(Boolean).join(' ');
    const joined = joinSigns(apart);
    const weighed = found.get(joined) ?? weigh(joined);
    if (!weighed) return;
    found.set(joined, weighed);
    // Ink with a gap beside the stroke of 120 /80 speaks for 120/80.
    const ink = apart === joined || seen.has(apart) ? undefined : inkOf(apart);
    seen.add(apart);
    if (ink) weighed.ink = weighed.ink.map((own, i) => logAdd(own, ink[i]));
  };
  for (const own of texts) add(own);
  const scoreOf = ({ ink, bias }: { ink: number[]; bias: number }) =>
    ink.reduce((a, b) => a + b, 0) / ink.length + bias;
  const best = [...found.values()].sort((a, b) => scoreOf(b) - scoreOf(a)).slice(0, reading.maxVaried);
  for (const { text: own } of best) for (const rival of numberRivals(own, dots > dottedSigns(own))) add(rival);
  const all = [...found.values()];
  const share = sharesOf(all.map(scoreOf));
  const [first, second] = [0, looks.length - 1].map((k) => sharesOf(all.map(({ ink, bias }) => ink[k] + bias)));
  return all
    .map(({ text: own }, i) => ({ text: own, share: share[i], first: first[i], second: second[i] }))
    .filter((one) => one.share > reading.minShare)
    .sort((a, b) => b.share - a.share);
}

/** Signs that part the digits of one number stand without blanks. */
const joinSigns = (text: string): string =>
  text.replace(/(?<=\d) (?=[/:.,]\d)/g, '').replace(/(?<=\d[/:]) (?=\d)/g, '');

function sharesOf(scores: readonly number[]): number[] {
  const top = Math.max(...scores);
  const weights = scores.map((score) => Math.exp(score - top));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}
