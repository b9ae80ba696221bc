import type { LanguageOptions, LanguageState } from '../language/language-model.js';
import { lastWordOf, wordBonus } from '../language/word-bonus.js';
import { childOf, findChild, type Prefix, rootPrefix } from './beam-prefix.js';
import type { LogRows } from './line-scores.js';
import { logAdd, never } from './log-math.js';

export interface BeamOptions {
  /** Class c reads as the character c - 1 of this. */
  alphabet: string;
  /** Readings that are kept after every frame: 16 to 50. */
  width: number;
  /** Characters less probable than this in a frame do not start there. */
  minProbability: number;
  language?: LanguageOptions | undefined;
  /** Where the text before the first frame ends; the beginning of a line when left out. */
  before?: LanguageState | undefined;
  /** What follows the last frame, for the language model: a space, or nothing that it knows of. */
  after?: '' | ' ' | undefined;
}

export interface BeamReading {
  classes: number[];
  text: string;
  /** Log probability of the reading over all its paths that stayed in the beam: what the ink says. */
  logProbability: number;
  /** The same with the language model's share: what readings are ranked by. */
  score: number;
}

/** Readings this far below the best (in nats) are dropped even where the beam has room. */
const maxBehind = 12;

/**
 * Prefix beam search (Hannun et al., 2014): the most probable readings of the frames, each summed over its paths. Best first; there is always one,
 * if only the empty reading.
 */
export function prefixBeam({ logs, frames, classes }: LogRows, options: BeamOptions): BeamReading[] {
  const { width, language } = options;
  const least = Math.log(options.minProbability);
  const maxGain = language ? Math.max(0, language.bonus) + (language.words?.bonus ?? 0) : 0;
  const root = rootPrefix(options.before ?? language?.model.start());
  let beam = [root];
  const candidates: number[] = [];
  for (let t = 0; t < frames; t++) {
    const row = t * classes;
    candidates.length = 0;
    for (let c = 1; c < classes; c++) if (logs[row + c] > least) candidates.push(c);
    const touched: Prefix[] = [];
    let floor = Number.POSITIVE_INFINITY;
    let best = never;
    for (const prefix of beam) {
      add(touched, prefix, logAdd(prefix.blank, prefix.label) + logs[row], labelAgain(prefix, row));
      const score = logAdd(prefix.nextBlank, prefix.nextLabel) + prefix.bias;
      floor = Math.min(floor, score);
      best = Math.max(best, score);
    }
    // What cannot be among the best readings after this frame need not be looked at, nor asked of the language model.
    if (beam.length < width) floor = best - maxBehind;
    for (const prefix of beam) {
      const total = logAdd(prefix.blank, prefix.label);
      for (const c of candidates) {
        const mass = (c === prefix.class ? prefix.blank : total) + logs[row + c];
        const known = findChild(prefix, c);
        if (mass + prefix.bias + maxGain < floor && !(known && isAlive(known))) continue;
        if (mass !== never) add(touched, known ?? childOf(prefix, c, options), never, mass);
      }
    }
    beam = keepBest(touched, beam, width);
  }
  const readings = beam.map((prefix) => ({
    classes: classesOf(prefix),
    text: prefix.text,
    logProbability: logAdd(prefix.blank, prefix.label),
    score: prefix.score + (language ? endingOf(prefix, language, options.after ?? '') : 0),
  }));
  return language ? readings.sort((a, b) => b.score - a.score) : readings;

  function labelAgain(prefix: Prefix, row: number): number {
    return prefix.class === 0 ? never : prefix.label + logs[row + prefix.class];
  }
}

const isAlive = (prefix: Prefix): boolean => prefix.blank !== never || prefix.label !== never;

function add(touched: Prefix[], prefix: Prefix, blank: number, label: number): void {
  if (prefix.nextBlank === never && prefix.nextLabel === never) touched.push(prefix);
  prefix.nextBlank = logAdd(prefix.nextBlank, blank);
  prefix.nextLabel = logAdd(prefix.nextLabel, label);
}

/** What the end of the text adds: its last word, and that `after` follows. */
function endingOf({ state, text }: Prefix, language: LanguageOptions, after: string): number {
  if (text === '') return 0;
  const follows = after === '' ? 0 : language.weight * language.model.next(state!, after).logProbability;
  return wordBonus(lastWordOf(text), language) + follows;
}

/** Moves the masses of the next frame into place, and returns the best prefixes, best first. */
function keepBest(touched: Prefix[], beam: readonly Prefix[], width: number): Prefix[] {
  // A prefix that fell out keeps no mass: should it come back, then by a path of its own.
  for (const prefix of beam) prefix.blank = prefix.label = never;
  for (const prefix of touched) {
    prefix.score = logAdd(prefix.nextBlank, prefix.nextLabel) + prefix.bias;
    prefix.blank = prefix.nextBlank;
    prefix.label = prefix.nextLabel;
    prefix.nextBlank = never;
    prefix.nextLabel = never;
  }
  touched.sort((a, b) => b.score - a.score);
  const floor = touched[0].score - maxBehind;
  const kept = touched.slice(0, width).filter((prefix) => prefix.score >= floor);
  for (const prefix of touched.slice(kept.length)) prefix.blank = prefix.label = never;
  return kept;
}

function classesOf(prefix: Prefix): number[] {
  const classes: number[] = [];
  for (let at: Prefix | undefined = prefix; at?.parent; at = at.parent) classes.push(at.class);
  return classes.reverse();
}
