import type { BinaryImage } from './gray-image.js';

/**
 * The usual thickness of strokes in pixels: the median length of the vertical runs of ink, seen on at most some 1,000 columns. 0 on an empty picture.
 */
export function strokeWidthOf(ink: BinaryImage): number {
  const counts = new Uint32Array(256);
  const step = Math.max(1, Math.floor(ink.width / 1000));
  let total = 0;
  for (let x = step >> 1; x < ink.width; x += step) {
    let length = 0;
    for (let y = 0; y <= ink.height; y++) {
      if (y < ink.height && ink.data[y * ink.width + x]) {
        length += 1;
      } else if (length > 0) {
        counts[Math.min(255, length)] += 1;
        total += 1;
        length = 0;
      }
    }
  }
  if (total === 0) return 0;
  let seen = 0;
  let length = 0;
  while (seen * 2 < total) seen += counts[++length];
  return length;
}
