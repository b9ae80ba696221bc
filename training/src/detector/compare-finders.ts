import type { LineDetector } from '@longhand/inference';
import { cleanPage, segmentPage } from '@longhand/core';
import { decodePage } from '@longhand/image-io';
import type { TruePage } from '../pages/read-page-set.js';
import { addScores, fMeasure, type LineScore, scoreFoundLines } from '../pages/score-found-lines.js';

/** How well one way of finding lines does; seconds are processor time of this process a page. */
export interface FinderFigures {
  lines: LineScore;
  /** Line F-measure at an overlap of ink of 0.5 and 0.75. */
  lineF50: number;
  lineF75: number;
  seconds: number;
}

export interface FinderComparison {
  pages: number;
  learned: FinderFigures;
  classical: FinderFigures;
}

const LIMITS = { maxPixels: 60_000_000, maxPages: 1, timeoutMs: 60_000 };
const OVERLAPS = [0.5, 0.75] as const;

/**
 * Finds the lines of pages with the detector and without, and compares both with the ground truth.
 */
export async function compareFinders(
  detector: Pick<LineDetector, 'detect'>,
  pages: readonly TruePage[],
): Promise<FinderComparison> {
  const none = (): LineScore => ({ truths: 0, found: 0, elsewhere: 0, matched: OVERLAPS.map(() => 0) });
  const scores = { learned: none(), classical: none() };
  const seconds = { learned: 0, classical: 0 };
  for (const page of pages) {
    const { gray } = await decodePage(page.path, 1, LIMITS);
    const clean = cleanPage(gray);
    for (const finder of ['learned', 'classical'] as const) {
      const clock = process.cpuUsage();
      const maps = finder === 'learned' ? await detector.detect(clean.gray) : undefined;
      const { layout } = segmentPage(clean, maps);
      const { user, system } = process.cpuUsage(clock);
      seconds[finder] += (user + system) / 1e6;
      scores[finder] = addScores(scores[finder], scoreFoundLines(layout, clean, page.lines, OVERLAPS));
    }
  }
  const figures = (finder: 'learned' | 'classical'): FinderFigures => ({
    lines: scores[finder],
    lineF50: fMeasure(scores[finder], 0),
    lineF75: fMeasure(scores[finder], 1),
    seconds: seconds[finder] / Math.max(1, pages.length),
  });
  return { pages: pages.length, learned: figures('learned'), classical: figures('classical') };
}
