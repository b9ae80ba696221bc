import type { TrueLine } from './read-page-set.js';

/** Median slope of the baselines in degrees, clockwise, long lines counting more. */
export function slopeOfLines(lines: readonly TrueLine[]): number {
  const slopes = lines
    .map(({ baseline }) => {
      const [a, b] = [baseline[0], baseline[baseline.length - 1]];
      return {
        length: Math.hypot(b[0] - a[0], b[1] - a[1]),
        slope: (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI,
      };
    })
    .toSorted((a, b) => a.slope - b.slope);
  let left = slopes.reduce((sum, { length }) => sum + length, 0) / 2;
  for (const { length, slope } of slopes) {
    left -= length;
    if (left <= 0) return slope;
  }
  return 0;
}
