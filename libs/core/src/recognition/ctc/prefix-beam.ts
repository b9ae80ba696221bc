import type { LogRows } from './line-scores.js';
import { logAdd, never } from './log-math.js';

/** How likely a character is after a text, as a language model sees it. */
export interface CharacterModel {
  /** Natural logarithm of the probability of `character` after `before`, of which it looks at the end only. */
  logProbability(before: string, character: string): number;
}

/** What a language model adds to the score of a reading. */
export interface LanguageOptions {
  model: CharacterModel;
  /** Weight of the model's log probability; 0.3 to 1.5 is usual. */
  weight: number;
  /** Added for each character, against the model's liking for short readings. */
  bonus: number;
}

export interface BeamOptions {
  /** Class c reads as the character c - 1 of this. */
  alphabet: string;
  /** Readings that are kept after every frame: 25 to 50. */
  width: number;
  /** Characters less probable than this in a frame do not start there. */
  leastProbability: number;
  language?: LanguageOptions | undefined;
  /** The text before the first frame, for the language model. */
  before?: string | undefined;
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
  /** What the language model adds so far. */
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
  const { width, alphabet } = options;
  const least = Math.log(options.leastProbability);
  const root = prefixOf(undefined, 0, options.before ?? '', 0);
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
        if (from !== never) add(childOf(prefix, c, alphabet, options.language), never, from + logs[row + c]);
      }
    }
    beam = keepBest(touched, beam, width);
  }
  return beam.map((prefix) => ({
    classes: classesOf(prefix),
    text: prefix.text.slice(root.text.length),
    logProbability: logAdd(prefix.blank, prefix.label),
    score: prefix.score,
  }));
}

function prefixOf(parent: Prefix | undefined, label: number, text: string, bias: number): Prefix {
  const none = { blank: never, label: never, nextBlank: never, nextLabel: never, score: bias };
  return { parent, class: label, text, bias, children: new Map(), ...none };
}

function childOf(prefix: Prefix, label: number, alphabet: string, language: LanguageOptions | undefined): Prefix {
  const known = prefix.children.get(label);
  if (known) return known;
  const character = alphabet[label - 1];
  const bias = language ? language.weight * language.model.logProbability(prefix.text, character) + language.bonus : 0;
  const child = prefixOf(prefix, label, prefix.text + character, prefix.bias + bias);
  prefix.children.set(label, child);
  return child;
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
