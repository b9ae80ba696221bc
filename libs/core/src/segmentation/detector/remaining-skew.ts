import { lineCourses } from './line-courses.js';
import type { LineMaps } from './line-maps.js';
import { weightedMedian } from '../../weighted-median.js';
import { detectorSettings } from './detector-settings.js';

const { turn } = detectorSettings;

/**
 * The remaining clockwise rotation of a page's lines, in degrees, from the courses of the
 * detector's cores: a median with more weight for long lines. Undefined if there are too few lines
 * or they disagree.
 */
export function remainingSkew(maps: LineMaps): number | undefined {
  const slopes = lineCourses(maps)
    .map(({ trace: { ys }, textHeightPx }) => ({ degrees: slopeOf(ys), length: ys.length, textHeightPx }))
    .filter(({ length, textHeightPx }) => length * maps.cell >= turn.minHeights * textHeightPx);
  if (slopes.length < turn.minLines) return undefined;
  const middle = weightedMedian(slopes.map(({ degrees, length }) => ({ value: degrees, weight: length })));
  const apart = slopes.map(({ degrees, length }) => ({ value: Math.abs(degrees - middle), weight: length }));
  const spread = weightedMedian(apart);
  return spread <= turn.maxSpreadDegrees ? middle : undefined;
}

/** Of the straight line nearest to a course, by least squares. */
function slopeOf(ys: readonly number[]): number {
  const middle = (ys.length - 1) / 2;
  let [sum, spread] = [0, 0];
  for (const [i, y] of ys.entries()) {
    sum += (i - middle) * y;
    spread += (i - middle) ** 2;
  }
  return (Math.atan(sum / Math.max(1, spread)) * 180) / Math.PI;
}
