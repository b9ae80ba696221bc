import { minSure } from '@longhand/core';

/**
 * Weight classes of a tsvector, with the minimum probability of each and the score of an occurrence
 * in it.
 */
type Classes = readonly { weight: 'A' | 'B' | 'C' | 'D'; least: number; worth: number }[];

/** For readings with probability 1/2 or more. */
const sure: Classes = [
  { weight: 'A', least: 0.9, worth: 1 },
  { weight: 'B', least: minSure, worth: 0.7 },
];

/**
 * For less probable readings. Forms of the lowest class are not in the lexicon: see search_forms_of
 * in the migrations.
 */
const guesses: Classes = [
  { weight: 'A', least: 0.25, worth: 0.35 },
  { weight: 'B', least: 0.1, worth: 0.16 },
  { weight: 'C', least: 0.02, worth: 0.05 },
  { weight: 'D', least: 0, worth: 0.005 },
];

/** The weight class of a reading, within its kind of lexeme. */
export function weightOf(probability: number): string {
  const classes = probability >= minSure ? sure : guesses;
  return classes.find(({ least }) => probability >= least)?.weight ?? 'D';
}

/** Share of an occurrence's score that counts, by the minimum probability of its weight class. */
export type ShareOf = (least: number) => number;

/** The weight classes of which anything counts, as a tsquery names them: `ABC`. */
export const weightsThatCount = (kind: 'sure' | 'guess', shareOf: ShareOf): string =>
  (kind === 'sure' ? sure : guesses)
    .filter(({ least }) => shareOf(least) > 0)
    .map(({ weight }) => weight)
    .join('');

/** The scores of occurrences by weight D, C, B, A, times their share, as an argument of ts_rank. */
export function worths(kind: 'sure' | 'guess', shareOf: ShareOf): string {
  const classes = kind === 'sure' ? sure : guesses;
  const worthOf = (weight: string) => {
    const own = classes.find((one) => one.weight === weight);
    return own ? own.worth * shareOf(own.least) : 0;
  };
  return `{${['D', 'C', 'B', 'A'].map(worthOf).join(',')}}`;
}
