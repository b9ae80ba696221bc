import { expect, test } from 'vitest';
import { resizeGlyphs } from './resize-glyphs.js';

test('the same size is an exact copy, scaled', () => {
  expect([...resizeGlyphs([0, 255, 51, 102], { height: 2, width: 2 }, { height: 2, width: 2 }, 1 / 255)]).toEqual([
    ...Float32Array.of(0, 1, 0.2, 0.4),
  ]);
});

test('a ramp stays a ramp and each image is resized by itself', () => {
  const out = resizeGlyphs([0, 10, 0, 10, 7, 7, 7, 7], { height: 2, width: 2 }, { height: 1, width: 4 });
  expect([...out]).toEqual([0, 2.5, 7.5, 10, 7, 7, 7, 7]);
});
