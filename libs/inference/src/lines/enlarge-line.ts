import { halfPixel } from '@longhand/core';
import { LINE_HEIGHT } from './line-network.js';
import type { LineImage } from './prepare-line.js';

/**
 * A line seen larger by `factor` (1 to 2), about the height at which most of its ink lies; what no
 * longer fits above and below is cut off.
 */
export function enlargeLine({ width, data }: LineImage, factor: number): LineImage {
  const wide = Math.round(width * factor);
  const middle = inkCentre(data, width);
  const columns = Array.from({ length: wide }, (_, x) =>
    neighbours(((x + halfPixel) * width) / wide - halfPixel, width),
  );
  const enlarged = new Uint8Array(wide * LINE_HEIGHT);
  for (let y = 0; y < LINE_HEIGHT; y++) {
    const row = neighbours(middle + (y + halfPixel - middle) / factor - halfPixel, LINE_HEIGHT);
    const [above, below] = [row.first * width, row.second * width];
    for (const [x, { first, second, share }] of columns.entries()) {
      const top = data[above + first] * (1 - share) + data[above + second] * share;
      const bottom = data[below + first] * (1 - share) + data[below + second] * share;
      enlarged[y * wide + x] = Math.round(top * (1 - row.share) + bottom * row.share);
    }
  }
  return { width: wide, data: enlarged };
}

/** Mean height of the ink, pixels from the top; the middle where there is none. */
function inkCentre(data: Uint8Array, width: number): number {
  let [mass, sum] = [0, 0];
  for (const [i, ink] of data.entries()) {
    mass += ink;
    sum += ink * (Math.floor(i / width) + halfPixel);
  }
  return mass > 0 ? sum / mass : LINE_HEIGHT / 2;
}

/** The two pixels beside a place, and the second one's share in it. */
function neighbours(place: number, side: number): { first: number; second: number; share: number } {
  const at = Math.max(0, Math.min(side - 1, place));
  const first = Math.floor(at);
  return { first, second: Math.min(side - 1, first + 1), share: at - first };
}
