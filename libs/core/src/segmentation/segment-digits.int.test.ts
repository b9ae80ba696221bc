import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { cleanPage } from '../imaging/clean-page.js';
import type { GrayImage } from '../imaging/gray-image.js';
import { enlargeGray } from '../imaging/resize-gray.js';
import { blankPage } from '../imaging/testing/draw.js';
import { segmentPage } from './segment-page.js';

const data = process.env.LONGHAND_DATA ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url));
const file = join(data, 'chars/mnist/t10k-images-idx3-ubyte.gz');
const isPresent = existsSync(file);
const side = 28;

test.runIf(process.env.CI)('the MNIST test set is there (LONGHAND_DATA)', () => {
  expect(isPresent).toBe(true);
});

describe.skipIf(!isPresent)('written figures (needs the MNIST test set in LONGHAND_DATA)', () => {
  const images = isPresent ? gunzipSync(readFileSync(file)).subarray(16) : Buffer.alloc(0);
  const figure = (index: number): GrayImage => {
    const bytes = images.subarray(index * side * side, (index + 1) * side * side);
    return { width: side, height: side, data: Uint8Array.from(bytes, (level) => 255 - level) };
  };

  test.each([
    { first: 0, columns: 20, scale: 2, pitch: 28 },
    { first: 600, columns: 30, scale: 2, pitch: 34 },
    { first: 1200, columns: 24, scale: 3, pitch: 28 },
  ])('600 on a grid are 600 characters in reading order: %o', ({ first, columns, scale, pitch }) => {
    const cell = pitch * scale;
    const page = blankPage(columns * cell + 100, Math.ceil(600 / columns) * cell + 100);
    for (let i = 0; i < 600; i++) {
      const { data: pixels, width } = enlargeGray(figure(first + i), scale);
      const [left, top] = [50 + (i % columns) * cell, 50 + Math.floor(i / columns) * cell];
      for (let y = 0; y < width; y++)
        page.data.set(pixels.subarray(y * width, (y + 1) * width), (top + y) * page.width + left);
    }
    const { layout } = segmentPage(cleanPage(page));
    const cells = layout.lines.flatMap((line) =>
      line.words.flatMap((word) =>
        word.windows
          .filter((window) => window.to - window.from === 1)
          .map(({ box }) => {
            const column = Math.floor((box.x + box.width / 2 - 50) / cell);
            return Math.floor((box.y + box.height / 2 - 50) / cell) * columns + column;
          }),
      ),
    );
    expect(cells).toEqual(Array.from({ length: 600 }, (_, i) => i));
  });

  test('each alone is one character, dark on light and light on dark', () => {
    const odd = Array.from({ length: 400 }, (_, i) => i).filter((i) => {
      const picture = figure(i);
      if (i % 2) picture.data = picture.data.map((level) => 255 - level);
      const { layout, drawGlyphs } = segmentPage(cleanPage(picture));
      const glyphs = drawGlyphs();
      return (
        layout.isInverted !== (i % 2 === 1) ||
        glyphs.length !== side * side ||
        layout.lines[0].words[0].pieceCount !== 1
      );
    });
    expect(odd).toEqual([]);
  });
});
