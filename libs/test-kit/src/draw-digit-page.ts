import type { GrayImage } from '@longhand/core';
import type { DigitImages } from './handwriting-data.js';

export interface DigitPageOptions {
  /** Number of the first digit of the set. */
  first: number;
  rows: number;
  columns: number;
  /** Size of a 28 x 28 image on the page, and distance from one digit to the next, in pixels. */
  digitPx?: number;
  columnPitchPx?: number;
  rowPitchPx?: number;
}

export interface DigitPage {
  gray: GrayImage;
  /** What stands on the page: one line of digits for each row, without spaces. */
  lines: string[];
}

/**
 * Digits of a set, dark on white, drawn enlarged on a regular grid with a margin; each a bilinear
 * enlargement of its image.
 */
export function drawDigitPage(set: DigitImages, options: DigitPageOptions): DigitPage {
  const { first, rows, columns, digitPx = 56, columnPitchPx = 72, rowPitchPx = 96 } = options;
  const marginPx = 100;
  const width = 2 * marginPx + columns * columnPitchPx;
  const height = 2 * marginPx + rows * rowPitchPx;
  const data = new Uint8Array(width * height).fill(255);
  const lines: string[] = [];
  for (let row = 0; row < rows; row++) {
    let line = '';
    for (let column = 0; column < columns; column++) {
      const digit = first + row * columns + column;
      const [x, y] = [marginPx + column * columnPitchPx, marginPx + row * rowPitchPx];
      drawDigit(set.images.subarray(digit * 784, digit * 784 + 784), digitPx, {
        page: data,
        offset: y * width + x,
        pageWidth: width,
      });
      line += set.labels[digit];
    }
    lines.push(line);
  }
  return { gray: { width, height, data }, lines };
}

function drawDigit(
  image: Uint8Array,
  sizePx: number,
  { page, offset, pageWidth }: { page: Uint8Array; offset: number; pageWidth: number },
): void {
  for (let y = 0; y < sizePx; y++) {
    for (let x = 0; x < sizePx; x++) {
      const ink = sampleAt(image, ((x + 0.5) * 28) / sizePx - 0.5, ((y + 0.5) * 28) / sizePx - 0.5);
      page[offset + y * pageWidth + x] = 255 - Math.round(ink);
    }
  }
}

function sampleAt(image: Uint8Array, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const at = (column: number, row: number) =>
    column < 0 || row < 0 || column > 27 || row > 27 ? 0 : image[row * 28 + column];
  const [across, down] = [x - left, y - top];
  const upper = at(left, top) * (1 - across) + at(left + 1, top) * across;
  const lower = at(left, top + 1) * (1 - across) + at(left + 1, top + 1) * across;
  return upper * (1 - down) + lower * down;
}
