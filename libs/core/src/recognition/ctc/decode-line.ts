import { bestPath } from './best-path.js';
import type { Calibration } from './calibration.js';
import { cutWords } from './cut-words.js';
import { type LineScores, logRowsOf } from './line-scores.js';
import { type LanguageOptions, prefixBeam } from './prefix-beam.js';
import { readWord, type WordReading } from './read-word.js';

export interface LineDecodeOptions {
  /** Class c of the network reads as the character c - 1 of this; class 0 is CTC's blank. Holds the space. */
  alphabet: string;
  /** See `LogRowOptions`. */
  temperature?: number | undefined;
  /** Only these characters (and the space) may be read; all when left out. */
  only?: string | undefined;
  calibration?: Calibration | undefined;
  language?: LanguageOptions | undefined;
  /** Readings kept by the beam search, 25 to 50; 32 when left out. */
  beamWidth?: number | undefined;
}

export interface LineReading {
  /** The words, parted by one space. */
  text: string;
  /** The best path's reading, without beam search and language model. */
  greedyText: string;
  words: WordReading[];
}

const leastProbability = 1e-3;

/**
 * Reads one line: a beam search over the whole line finds the words, then each word's frames are searched again by themselves, so that every
 * word has its own alternatives and probabilities (the slots of a confusion network).
 */
export function decodeLine(scores: LineScores, options: LineDecodeOptions): LineReading {
  const { alphabet, temperature, only, calibration, language, beamWidth = 32 } = options;
  const allowed =
    only === undefined ? undefined : [true, ...Array.from(alphabet, (c) => c === ' ' || only.includes(c))];
  const rows = logRowsOf(scores, { temperature, allowed });
  const path = bestPath(rows);
  const greedyText = tidySpaces(path.map((c) => alphabet[c.class - 1]).join(''));
  if (path.length === 0) return { text: '', greedyText, words: [] };
  const beam = { alphabet, width: beamWidth, leastProbability, language };
  const target = language ? prefixBeam(rows, beam)[0].classes : path.map((c) => c.class);
  const cut = cutWords(rows, target, 1 + alphabet.indexOf(' '));
  const words: WordReading[] = [];
  let before = '';
  for (const [i, frames] of cut.entries()) {
    const word = readWord(frames, { ...beam, calibration, before, after: i < cut.length - 1 ? ' ' : '' });
    if (!word) continue;
    words.push(word);
    before += `${word.text} `;
  }
  return { text: words.map((w) => w.text).join(' '), greedyText, words };
}

const tidySpaces = (text: string): string => text.split(' ').filter(Boolean).join(' ');
