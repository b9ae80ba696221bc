import type { TrainingLine } from './training-line.js';
import { Random } from '../basics/random.js';

/**
 * A hand that writes three characters as bars: high, low and whole. Learnt in seconds by any line
 * network that learns at all.
 */
export function barLines(count: number, seed: number): TrainingLine[] {
  const random = Random.from(seed);
  return Array.from({ length: count }, () => {
    const classes = Array.from(
      { length: 3 + Math.floor(random.uniform() * 3) },
      () => 1 + Math.floor(random.uniform() * 3),
    );
    const width = 8 + classes.length * 16;
    const data = new Uint8Array(40 * width).map(() => Math.floor(random.uniform() * 40));
    for (const [i, c] of classes.entries()) {
      const left = 6 + i * 16 + Math.floor(random.uniform() * 4);
      const [top, bottom] = [
        [4, 18],
        [22, 36],
        [4, 36],
      ][c - 1];
      for (let y = top; y < bottom; y++) data.fill(220, y * width + left, y * width + left + 5);
    }
    return { ink: { width, data }, classes };
  });
}

/** A network small enough for tests. */
export const TINY_NETWORK = { classes: 4, widths: [6, 8, 10], context: 16, blocks: 1, kernel: 5 };
