import type { LineReading } from '@longhand/core';
import { chooseThreshold } from '../choose-threshold.js';
import { claimsOf } from '../evaluate-lines.js';
import type { LineSample } from '../read-line-set.js';
import { calibrationGap, type Claim } from '../text-scores.js';
import { type Rate, resampledRates } from './resampled-rates.js';
import { type LineTally, tallyLine } from './tally-line.js';

export interface SetFigures {
  readonly lines: number;
  readonly characters: number;
  readonly rates: Record<keyof typeof RATES, Rate>;
  /** Expected calibration error of characters and of words, 15 bins. */
  readonly characterEce: number;
  readonly wordEce: number;
  /**
   * Share of the characters that can be left unmarked with at most 2 % of them wrong, were the
   * threshold chosen on this set.
   */
  readonly coverageAt98: number;
}

const rate = (above: keyof LineTally, below: keyof LineTally, isRest = false) => ({ above, below, isRest });

export const RATES = {
  greedyCer: rate('greedyEdits', 'characters'),
  greedyPlainCer: rate('greedyPlainEdits', 'plainCharacters'),
  greedyWer: rate('greedyWordEdits', 'words'),
  greedyKeywordRecall: rate('greedyKeywords', 'keywords'),
  cer: rate('edits', 'characters'),
  plainCer: rate('plainEdits', 'plainCharacters'),
  wer: rate('wordEdits', 'words'),
  keywordRecall: rate('firstKeywords', 'keywords'),
  keywordRecallInTen: rate('tenKeywords', 'keywords'),
  marked: rate('unmarked', 'charactersRead', true),
  wrongUnmarked: rate('unmarkedWrong', 'unmarked'),
} as const;

/** All figures of one set, and each line's counts in the order of the lines. */
export function measureSet(
  samples: readonly Pick<LineSample, 'text'>[],
  readings: readonly LineReading[],
  uncertainBelow: number,
): { figures: SetFigures; tallies: LineTally[] } {
  const all = { characters: [] as Claim[], words: [] as Claim[] };
  const tallies = samples.map(({ text }, i) => {
    const own = { characters: [] as Claim[], words: [] as Claim[] };
    claimsOf(readings[i], text, own);
    all.characters.push(...own.characters);
    all.words.push(...own.words);
    return tallyLine(text, readings[i], { uncertainBelow, rights: own.characters.map(({ isRight }) => isRight) });
  });
  const threshold = chooseThreshold(all.characters, 0.02);
  const covered = all.characters.filter(({ confidence }) => confidence >= threshold);
  const isReached = covered.filter(({ isRight }) => !isRight).length <= 0.02 * covered.length;
  const figures: SetFigures = {
    lines: samples.length,
    characters: tallies.reduce((sum, { characters }) => sum + characters, 0),
    rates: resampledRates(tallies, RATES),
    characterEce: calibrationGap(all.characters),
    wordEce: calibrationGap(all.words),
    coverageAt98: isReached ? covered.length / Math.max(1, all.characters.length) : 0,
  };
  return { figures, tallies };
}
