import type { BinaryImage, GrayImage } from '../imaging/gray-image.js';
import type { Blob } from './blob.js';
import { halfPixel } from '../page/half.js';

/** Height of a line strip in pixels. */
export const stripHeight = 48;
const maxStripWidth = 4096;

/** The grey picture of one line, 48 px high, 0 = black ink: what a reader of whole lines wants. */
export interface LineStrip extends GrayImage {
  /** Index of the line in the layout. */
  line: number;
}

/**
 * Cuts a line out of the cleaned page along its course (`baselineAt`), so that curved lines come
 * out straight, and scales it to 48 px. `above` and `below` are how much of the page to take on
 * each side of the baseline. Ink that belongs to other lines becomes paper.
 */
export function drawStrip(
  line: {
    index: number;
    blobs: readonly Blob[];
    baselineAt(x: number): number;
    above: number;
    below: number;
    /** The ink that becomes paper; left out, all that is not the line's. */
    others?: readonly Blob[];
    /**
     * Places of the page looked at for each pixel, each way; at least one for each pixel of the
     * page.
     */
    minSamples?: number;
  },
  page: { gray: GrayImage; ink: BinaryImage },
): LineStrip {
  const { gray, ink } = page;
  const scale = (line.above + line.below) / stripHeight;
  const left = Math.max(0, Math.min(...line.blobs.map((b) => b.x)) - 2 * scale);
  const right = Math.min(gray.width, Math.max(...line.blobs.map((b) => b.x + b.width)) + 2 * scale);
  const width = Math.max(1, Math.min(maxStripWidth, Math.round((right - left) / scale)));
  const own = maskOf(line.blobs, gray);
  const isOfOthers = line.others && maskOf(line.others, gray);
  const data = new Uint8Array(width * stripHeight).fill(255);
  const samples = Math.max(line.minSamples ?? 1, Math.round(scale));
  for (let x = 0; x < width; x++) {
    const top = line.baselineAt(left + (x + halfPixel) * scale) - line.above;
    for (let y = 0; y < stripHeight; y++) {
      let sum = 0;
      for (let j = 0; j < samples; j++) {
        const sourceY = Math.floor(top + (y + (j + halfPixel) / samples) * scale);
        for (let i = 0; i < samples; i++) {
          const sourceX = Math.floor(left + (x + (i + halfPixel) / samples) * scale);
          sum += levelAt(sourceX, sourceY);
        }
      }
      data[y * width + x] = Math.round(sum / (samples * samples));
    }
  }
  return { line: line.index, width, height: stripHeight, data };

  function levelAt(x: number, y: number): number {
    if (x < 0 || y < 0 || x >= gray.width || y >= gray.height) return 255;
    const at = y * gray.width + x;
    const isOthers = isOfOthers ? isOfOthers(x, y) : ink.data[at] === 1 && !own(x, y);
    return isOthers ? 255 : gray.data[at];
  }
}

function maskOf(blobs: readonly Blob[], page: { width: number; height: number }): (x: number, y: number) => boolean {
  if (blobs.length === 0) return () => false;
  const left = Math.min(...blobs.map((b) => b.x));
  const top = Math.min(...blobs.map((b) => b.y));
  const width = Math.max(...blobs.map((b) => b.x + b.width)) - left;
  const height = Math.min(page.height, Math.max(...blobs.map((b) => b.y + b.height))) - top;
  const mask = new Uint8Array(width * height);
  for (const { runs } of blobs) {
    for (let i = 0; i < runs.length; i += 3) {
      const row = (runs[i] - top) * width - left;
      mask.fill(1, row + runs[i + 1], row + runs[i + 2]);
    }
  }
  return (x, y) =>
    x >= left && y >= top && x < left + width && y < top + height && mask[(y - top) * width + x - left] === 1;
}
