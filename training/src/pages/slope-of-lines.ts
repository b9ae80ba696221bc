import { weightedMedian } from '@longhand/core';
import type { TrueLine } from './read-page-set.js';

/** Median slope of the baselines in degrees, clockwise, long lines counting more. */
export function slopeOfLines(lines: readonly TrueLine[]): number {
  return weightedMedian(
    lines.map(({ baseline }) => {
      const [a, b] = [baseline[0], baseline[baseline.length - 1]];
      return {
        weight: Math.hypot(b[0] - a[0], b[1] - a[1]),
        value: (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI,
      };
    }),
  );
}
