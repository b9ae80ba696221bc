import type { LanguageOptions, LanguageState } from '../language/language-model.js';
import { isWordCharacter, wordBonus } from '../language/word-bonus.js';
import type { LogRows } from './line-scores.js';
import { logAdd, never } from './log-math.js';

export interface BeamOptions {
  /** Class c reads as the character c - 1 of this. */
  alphabet: string;
  /** Readings that are kept after every frame: 16 to 50. */
  width: number;
  /** Characters less probable than this in a frame do not start there. */
  leastProbability: number;
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
const mostBehind = 16;

/** A reading of the frames so far, in a tree of prefixes. */
interface Prefix {
  parent: Prefix | undefined;
  class: number;
  text: string;
  /** Where the text stands for the language model. */
  state: LanguageState | undefined;
  /** The letters and digits at the end of the text. */
  word: string;
  /** What the language model and known words add so far. */
  bias: number;
  children: Map<number, Prefix>;
  /** Log probability of its paths that end in a blank, and in its last character. */
  blank: number;
  label: number;
  nextBlank: number;
  nextLabel: number;
  score: number;
}

/**
 * Prefix beam search (Hannun et al., 2014): the most probable readings of the frames, each summed over its paths. Best first; there is always one,
 * if only the empty reading.
 */
export function prefixBeam({ logs, frames, classes }: LogRows, options: BeamOptions): BeamReading[] {
  const { width, language } = options;
  const least = Math.log(options.leastProbability);
  const root = prefixOf(undefined, 0, {
    text: '',
    state: options.before ?? language?.model.start(),
    word: '',
    bias: 0,
  });
  root.blank = 0;
  let beam = [root];
  for (let t = 0; t < frames; t++) {
    const row = t * classes;
    const candidates: number[] = [];
    for (let c = 1; c < classes; c++) if (logs[row + c] > least) candidates.push(c);
    const touched: Prefix[] = [];
    const add = (prefix: Prefix, blank: number, label: number) => {
      if (prefix.nextBlank === never && prefix.nextLabel === never) touched.push(prefix);
      prefix.nextBlank = logAdd(prefix.nextBlank, blank);
      prefix.nextLabel = logAdd(prefix.nextLabel, label);
    };
    for (const prefix of beam) {
      const total = logAdd(prefix.blank, prefix.label);
      add(prefix, total + logs[row], prefix.class === 0 ? never : prefix.label + logs[row + prefix.class]);
      for (const c of candidates) {
        const from = c === prefix.class ? prefix.blank : total;
        if (from !== never) add(childOf(prefix, c, options), never, from + logs[row + c]);
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
}

function prefixOf(
  parent: Prefix | undefined,
  label: number,
  said: Pick<Prefix, 'text' | 'state' | 'word' | 'bias'>,
): Prefix {
  const none = { blank: never, label: never, nextBlank: never, nextLabel: never, score: said.bias };
  return { parent, class: label, ...said, children: new Map(), ...none };
}

function childOf(prefix: Prefix, label: number, { alphabet, language }: BeamOptions): Prefix {
  const known = prefix.children.get(label);
  if (known) return known;
  const character = alphabet[label - 1];
  const said = { text: prefix.text + character, state: prefix.state, word: '', bias: prefix.bias };
  if (language) {
    said.state = language.model.next(prefix.state!, character);
    said.bias += language.weight * said.state.logProbability + language.bonus;
    if (isWordCharacter(character)) said.word = prefix.word + character;
    else said.bias += wordBonus(prefix.word, language);
  }
  const child = prefixOf(prefix, label, said);
  prefix.children.set(label, child);
  return child;
}

/** What the end of the text adds: its last word, and that `after` follows. */
function endingOf({ word, state, text }: Prefix, language: LanguageOptions, after: string): number {
  if (text === '') return 0;
  const follows = after === '' ? 0 : language.weight * language.model.next(state!, after).logProbability;
  return wordBonus(word, language) + follows;
}

/** Moves the masses of the next frame into place, and returns the best prefixes, best first. */
function keepBest(touched: Prefix[], beam: readonly Prefix[], width: number): Prefix[] {
  // A prefix that fell out keeps no mass: should it come back, then by a path of its own.
  for (const prefix of beam) prefix.blank = prefix.label = never;
  for (const prefix of touched) {
    prefix.score = logAdd(prefix.nextBlank, prefix.nextLabel) + prefix.bias;
    [prefix.blank, prefix.label] = [prefix.nextBlank, prefix.nextLabel];
    prefix.nextBlank = prefix.nextLabel = never;
  }
  touched.sort((a, b) => b.score - a.score);
  const floor = touched[0].score - mostBehind;
  const kept = touched.slice(0, width).filter((prefix) => prefix.score >= floor);
  for (const prefix of touched.slice(kept.length)) prefix.blank = prefix.label = never;
  return kept;
}

function classesOf(prefix: Prefix): number[] {
  const classes: number[] = [];
  for (let at: Prefix | undefined = prefix; at?.parent; at = at.parent) classes.push(at.class);
  return classes.reverse();
}
