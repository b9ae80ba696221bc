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
  const others = line.others && maskOf(line.others, gray);
  const data = new Uint8Array(width * stripHeight);
  const samples = Math.max(line.minSamples ?? 1, Math.round(scale));
  const tops = Float64Array.from(
    { length: width },
    (_, x) => line.baselineAt(left + (x + halfPixel) * scale) - line.above,
  );
  const columns = Int32Array.from({ length: width * samples }, (_, i) =>
    Math.floor(left + (Math.floor(i / samples) + ((i % samples) + halfPixel) / samples) * scale),
  );
  for (let y = 0; y < stripHeight; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let j = 0; j < samples; j++) {
        const sourceY = Math.floor(tops[x] + (y + (j + halfPixel) / samples) * scale);
        for (let at = x * samples; at < (x + 1) * samples; at++) sum += levelAt(columns[at], sourceY);
      }
      data[y * width + x] = Math.round(sum / (samples * samples));
    }
  }
  return { line: line.index, width, height: stripHeight, data };

  function levelAt(x: number, y: number): number {
    if (x < 0 || y < 0 || x >= gray.width || y >= gray.height) return 255;
    const at = y * gray.width + x;
    const isOthers = others ? holds(others, x, y) : ink.data[at] === 1 && !holds(own, x, y);
    return isOthers ? 255 : gray.data[at];
  }
}

/** Which pixels of a box are some ink's. */
interface Mask {
  left: number;
  top: number;
  width: number;
  height: number;
  data: Uint8Array;
}

function maskOf(blobs: readonly Blob[], page: { width: number; height: number }): Mask {
  if (blobs.length === 0) return { left: 0, top: 0, width: 0, height: 0, data: new Uint8Array(0) };
  const left = Math.min(...blobs.map((b) => b.x));
  const top = Math.min(...blobs.map((b) => b.y));
  const width = Math.max(...blobs.map((b) => b.x + b.width)) - left;
  const height = Math.min(page.height, Math.max(...blobs.map((b) => b.y + b.height))) - top;
  const data = new Uint8Array(width * height);
  for (const { runs } of blobs) {
    for (let i = 0; i < runs.length; i += 3) {
      const row = (runs[i] - top) * width - left;
      data.fill(1, row + runs[i + 1], row + runs[i + 2]);
    }
  }
  return { left, top, width, height, data };
}

function holds({ left, top, width, height, data }: Mask, x: number, y: number): boolean {
  const [column, row] = [x - left, y - top];
  return column >= 0 && row >= 0 && column < width && row < height && data[row * width + column] === 1;
}
