import type { LanguageOptions, LanguageState } from '../language/language-model.js';
import { followText, textTreeFor } from '../language/text-tree.js';
import { bestPath } from './best-path.js';
import type { Calibration } from './calibration.js';
import { withJoined } from './choose-alternatives.js';
import { cutWords, type LargerRows } from './cut-words.js';
import { joinedAlternatives } from './joined-alternatives.js';
import { type LineScores, logRowsOf, type LogRowOptions, type StripScores } from './line-scores.js';
import { settleNumbers } from '../numbers/settle-numbers.js';
import { prefixBeam } from './prefix-beam.js';
import { readWord, type WordReading } from './read-word.js';
import { decoderSettings } from './decoder-settings.js';

const { search } = decoderSettings;

export interface LineDecodeOptions {
  /**
   * Class c of the network reads as the character c - 1 of this; class 0 is CTC's blank. Holds the
   * space.
   */
  alphabet: string;
  /** See `LogRowOptions`. */
  temperature?: number | undefined;
  /** Only these characters (and the space) may be read; all when left out. */
  only?: string | undefined;
  calibration?: Calibration | undefined;
  language?: LanguageOptions | undefined;
  /** Where the line before this one on the page ends for the language model (`LineReading.end`). */
  earlier?: LanguageState | undefined;
  /** Readings kept by the beam search, 16 to 50; 20 when left out. */
  beamWidth?: number | undefined;
  /** The same for each word's other readings; 32 when left out. */
  wordWidth?: number | undefined;
}

export interface LineReading {
  /** The words, separated by one space. */
  text: string;
  /** The best path's reading, without beam search and language model. */
  greedyText: string;
  words: WordReading[];
  /** Where the line ends for the language model. */
  end?: LanguageState | undefined;
}

/**
 * Reads one line: a beam search over the whole line finds the words, then each word's frames are
 * searched again by themselves, so that every word has its own alternatives and probabilities (the
 * slots of a confusion network). The words remain those of the whole line, which has more context,
 * unless a larger look at the line (`StripScores.larger`) makes another reading of a word the most
 * probable.
 */
export function decodeLine(scores: LineScores & Partial<StripScores>, options: LineDecodeOptions): LineReading {
  const {
    alphabet,
    temperature,
    only,
    calibration,
    language,
    earlier,
    beamWidth = search.lineWidth,
    wordWidth = search.wordWidth,
  } = options;
  const allowed =
    only === undefined ? undefined : [true, ...Array.from(alphabet, (c) => c === ' ' || only.includes(c))];
  const rows = logRowsOf(scores, { temperature, allowed });
  const path = bestPath(rows);
  const greedyText = tidySpaces(path.map((c) => alphabet[c.class - 1]).join(''));
  if (path.length === 0) return { text: '', greedyText, words: [], end: earlier };
  const start = language?.model.start(earlier);
  // What was asked about other lines would only fill the memory.
  for (const own of [language, undefined]) textTreeFor(alphabet, own).empty();
  const beam = { alphabet, width: beamWidth, minProbability: search.minProbability, language };
  const target = prefixBeam(rows, { ...beam, before: start })[0].classes;
  const larger = largerRowsOf(scores, { temperature, allowed });
  const space = 1 + alphabet.indexOf(' ');
  const first = cutWords(rows, target, space, larger);
  const line = settleNumbers(rows, first, { ...beam, before: start, larger, dots: scores.dots });
  const settledTarget = Array.from(line.words.join(' '), (c) => 1 + alphabet.indexOf(c));
  const cut =
    first.length === 0 || settledTarget.join() === target.join() ? first : cutWords(rows, settledTarget, space, larger);
  const words: WordReading[] = [];
  let before = start;
  for (const [i, frames] of cut.entries()) {
    const word = readWord(frames, {
      ...beam,
      width: wordWidth,
      settled: line.settled[i],
      calibration,
      before,
      after: i < cut.length - 1 ? ' ' : '',
    });
    if (!word) continue;
    const next = cut[i + 1];
    const joined = next ? joinedAlternatives(rows, [frames, next], { ...beam, before }) : [];
    words.push({ ...word, alternatives: withJoined(word, joined) });
    if (language) before = followText(before!, `${word.text} `, { alphabet, language });
  }
  return { text: words.map((w) => w.text).join(' '), greedyText, words, end: before };
}

function largerRowsOf({ larger, widthFrames }: Partial<StripScores>, options: LogRowOptions): LargerRows | undefined {
  return larger && widthFrames
    ? { rows: logRowsOf(larger, options), scale: larger.widthFrames / widthFrames }
    : undefined;
}

const tidySpaces = (text: string): string => text.split(' ').filter(Boolean).join(' ');
