import { minSure } from '@longhand/core';

/**
 * Weight classes of a tsvector with the least probability of each, and what an occurrence in the
 * class is worth.
 */
type Classes = readonly { weight: 'A' | 'B' | 'C' | 'D'; least: number; worth: number }[];

/** Of what was read with probability 1/2 or more. */
const sure: Classes = [
  { weight: 'A', least: 0.9, worth: 1 },
  { weight: 'B', least: minSure, worth: 0.7 },
];

/**
 * Of what may be there instead. Forms of the least class are not in the lexicon: see
 * search_forms_of in the migrations.
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

/** What occurrences are worth by weight D, C, B, A, times `share`, as ts_rank takes it. */
export function worths(kind: 'sure' | 'guess', share: number): string {
  const classes = kind === 'sure' ? sure : guesses;
  const worthOf = (weight: string) => (classes.find((one) => one.weight === weight)?.worth ?? 0) * share;
  return `{${['D', 'C', 'B', 'A'].map(worthOf).join(',')}}`;
}
