import type { BinaryImage, GrayImage } from '../imaging/gray-image.js';
import { normaliseGlyph } from '../imaging/normalise-glyph.js';
import type { Blob } from './blob.js';
import { wordSettings } from './word-settings.js';

const { glyph } = wordSettings;

/**
 * Writes the 28 x 28 glyph of some ink at `offset` of `target`. Its greys come from the cleaned
 * page under the ink dilated by half a stroke, without neighbouring ink, so that strokes stay as
 * soft as EMNIST's; the usual darkness of this ink becomes full ink.
 */
export function drawGlyph(
  blobs: readonly Blob[],
  page: { gray: GrayImage; ink: BinaryImage; strokeWidthPx: number },
  target: Uint8Array,
  offset: number,
): void {
  const grow = Math.max(1, Math.round(page.strokeWidthPx * glyph.softRim));
  const x0 = Math.max(0, Math.min(...blobs.map((b) => b.x)) - grow);
  const y0 = Math.max(0, Math.min(...blobs.map((b) => b.y)) - grow);
  const width = Math.min(page.gray.width, Math.max(...blobs.map((b) => b.x + b.width)) + grow) - x0;
  const height = Math.min(page.gray.height, Math.max(...blobs.map((b) => b.y + b.height)) + grow) - y0;
  const data = new Uint8Array(width * height);
  const own = 2;
  const near = 1;
  for (const { runs } of blobs) {
    for (let i = 0; i < runs.length; i += 3) {
      const from = Math.max(0, runs[i + 1] - grow - x0);
      const to = Math.min(width, runs[i + 2] + grow - x0);
      const last = Math.min(height - 1, runs[i] + grow - y0);
      for (let y = Math.max(0, runs[i] - grow - y0); y <= last; y++) {
        data.fill(near, y * width + from, y * width + to);
      }
    }
  }
  let darkness = 0;
  let pixels = 0;
  for (const { runs } of blobs) {
    for (let i = 0; i < runs.length; i += 3) {
      const row = runs[i] * page.gray.width;
      for (let x = runs[i + 1]; x < runs[i + 2]; x++) darkness += 255 - page.gray.data[row + x];
      pixels += runs[i + 2] - runs[i + 1];
      data.fill(own, (runs[i] - y0) * width + runs[i + 1] - x0, (runs[i] - y0) * width + runs[i + 2] - x0);
    }
  }
  const full = Math.max(glyph.minDarkness, darkness / Math.max(1, pixels));
  const table = Uint8Array.from({ length: 256 }, (_, level) => Math.min(255, Math.round(((255 - level) * 255) / full)));
  for (let y = 0; y < height; y++) {
    const row = (y + y0) * page.gray.width + x0;
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const isNeighbour = data[at] === near && page.ink.data[row + x] === 1;
      data[at] = data[at] === 0 || isNeighbour ? 0 : table[page.gray.data[row + x]];
    }
  }
  normaliseGlyph({ width, height, data }, target, offset);
}
