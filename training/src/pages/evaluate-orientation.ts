import {
  type DetectLines,
  orientPage,
  prepareWith,
  type QuarterTurn,
  quarterTurns,
  rotateBack,
  type StripReader,
  turnGray,
} from '@longhand/core';
import { decodePage } from '@longhand/image-io';
import type { TruePage } from './read-page-set.js';
import { slopeOfLines } from './slope-of-lines.js';
import { Random } from '../basics/random.js';

/** Shares of 1, degrees and processor seconds. */
export interface OrientationFigures {
  pages: number;
  /** Pages turned by 90, 180 and 270 degrees and skewed at random within 10 degrees. */
  cases: number;
  orientationRight: number;
  /** Pages that were not turned, and stayed so. */
  uprightKept: number;
  /**
   * The skew that was found is within 0.2 degrees of the turn that was put in, counted from the
   * page as it was scanned.
   */
  skewWithin: number;
  /** The same counted from the baselines of the ground truth, which slope as people write. */
  skewWithinOfBaselines: number;
  medianSkewError: number;
  /** What an upright page costs more than without the question. */
  extraSecondsUpright: number;
}

const LIMITS = { maxPixels: 60_000_000, maxPages: 1, timeoutMs: 60_000 };
const MAX_SKEW_DEGREES = 10;
const WITHIN_DEGREES = 0.2;

/**
 * Turns every page by 90, 180 and 270 degrees and skews it, always in the same way for a seed, and
 * looks how the workers set it upright.
 */
export async function evaluateOrientation(
  reader: StripReader,
  pages: readonly TruePage[],
  { seed = 4, log = () => {}, detect }: { seed?: number; log?: (line: string) => void; detect?: DetectLines } = {},
): Promise<OrientationFigures> {
  const errors: number[] = [];
  const ofBaselines: number[] = [];
  let [right, kept, extra] = [0, 0, 0];
  const addExtra = (seconds: number): void => {
    extra += seconds;
  };
  for (const [index, page] of pages.entries()) {
    const random = Random.from(seed, index);
    const { gray } = await decodePage(page.path, 1, LIMITS);
    const clock = process.cpuUsage();
    const own = (await prepareWith(gray, detect)).clean.skewDegrees;
    const once = secondsSince(clock);
    const both = process.cpuUsage();
    const upright = await orientPage(gray, countingReader(reader, addExtra), detect);
    log(`${page.page}: ${once.toFixed(2)} s to clean and segment, ${secondsSince(both).toFixed(2)} s to set upright`);
    if (upright.turn === 0) kept += 1;
    for (const degrees of quarterTurns) {
      const skew = random.between(-MAX_SKEW_DEGREES, MAX_SKEW_DEGREES);
      const { turn, clean } = await orientPage(turnGray(rotateBack(gray, -skew).gray, degrees), reader, detect);
      const isRight = (degrees + turn) % 360 === 0;
      if (isRight) right += 1;
      errors.push(isRight ? Math.abs(clean.skewDegrees - skew - own) : 180);
      ofBaselines.push(isRight ? Math.abs(clean.skewDegrees - skew - slopeOfLines(page.lines)) : 180);
      log(describeCase(page, { degrees, skew, isRight, error: errors[errors.length - 1] }));
    }
  }
  const cases = errors.length;
  const within = (list: number[]) => list.filter((error) => error <= WITHIN_DEGREES).length / Math.max(1, cases);
  return {
    pages: pages.length,
    cases,
    orientationRight: right / Math.max(1, cases),
    uprightKept: kept / Math.max(1, pages.length),
    skewWithin: within(errors),
    skewWithinOfBaselines: within(ofBaselines),
    medianSkewError: errors.toSorted((a, b) => a - b)[cases >> 1] ?? 0,
    extraSecondsUpright: extra / Math.max(1, pages.length),
  };
}

function countingReader(reader: StripReader, count: (seconds: number) => void): StripReader {
  return {
    alphabet: reader.alphabet,
    async read(strips) {
      const clock = process.cpuUsage();
      const scores = await reader.read(strips);
      count(secondsSince(clock));
      return scores;
    },
  };
}

function describeCase(
  { page }: TruePage,
  { degrees, skew, isRight, error }: { degrees: QuarterTurn; skew: number; isRight: boolean; error: number },
): string {
  const found = isRight ? `skew ${error.toFixed(2)} degrees off` : 'not set upright';
  return `${page} turned by ${degrees}, skewed by ${skew.toFixed(2)}: ${found}`;
}

function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}
