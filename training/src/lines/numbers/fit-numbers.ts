import {
  type LineReading,
  type NumberCalibration,
  numberConfidence,
  type NumberEvidence,
  numberFeatures,
} from '@longhand/core';
import { fitLogistic } from '../fit-logistic.js';
import { compareNumbers } from './compare-numbers.js';

/**
 * A number of a fitted line: what spoke for its parts, whether their form alone marks it, and
 * whether it is right.
 */
export interface NumberClaim {
  readonly parts: readonly NumberEvidence[];
  readonly isImplausible: boolean;
  readonly isRight: boolean;
}

/**
 * The numbers of lines that were read with their units; those that are missing, split or joined no
 * mark can help, and they are left out.
 */
export function numberClaims(
  lines: readonly { text: string; reading: LineReading; implausible: readonly boolean[] }[],
): NumberClaim[] {
  return lines.flatMap(({ text, reading, implausible }) =>
    compareNumbers(
      text,
      reading.words.map((word) => ({ text: word.text, isMarked: true })),
    )
      .filter(({ verdict, words }) => verdict !== 'wrong and unmarked' && words.some((i) => reading.words[i].number))
      .map(({ verdict, words }) => ({
        parts: words.flatMap((i) => reading.words[i].number ?? []),
        isImplausible: words.some((i) => implausible[i]),
        isRight: verdict === 'right',
      })),
  );
}

/** Weights where evidence speaks neither way: the share's log odds as they are. */
const START = [1, 0, 0, 0, 0, 0, 0, 0];
const PRIOR = 3;

/**
 * The calibration under which the numbers of the claims come true; a number is as sure as the least
 * sure of its parts.
 */
export function fitNumberCalibration(claims: readonly NumberClaim[]): NumberCalibration {
  const points = claims.map(({ parts, isRight }) => {
    const weakest = parts.reduce((a, b) => (b.share < a.share ? b : a));
    return { x: [...numberFeatures(weakest), 1], isRight };
  });
  const [share, looks, character, word, length, separators, looseDot, shift] = fitLogistic(points, START, PRIOR).map(
    round,
  );
  return { share, looks, character, word, length, separators, looseDot, shift };
}

/**
 * The least probability from which on numbers may stay unmarked so that at most the share
 * `maxWrong` of all numbers is wrong and unmarked; 1 where that cannot be had.
 */
export function chooseNumberLimit(
  claims: readonly NumberClaim[],
  calibration: NumberCalibration,
  maxWrong: number,
): number {
  const sure = claims
    .map(({ parts, isImplausible, isRight }) => ({
      isRight: isRight || isImplausible,
      confidence: Math.min(...parts.map((part) => numberConfidence(part, calibration))),
    }))
    .sort((a, b) => b.confidence - a.confidence);
  let wrong = 0;
  for (const { isRight, confidence } of sure) {
    if (!isRight) wrong += 1;
    // The first wrong one too many: what is no surer than it is marked.
    if (wrong > maxWrong * claims.length) return Math.min(1, round(confidence) + 0.001);
  }
  return 0.5;
}

const round = (value: number): number => Number(value.toFixed(3));
