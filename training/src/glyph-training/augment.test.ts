import { expect, test } from 'vitest';
import { augmentGlyph, DEFAULT_AUGMENTATION } from './augment.js';
import { Random } from '../basics/random.js';

const size = { height: 28, width: 28 };
const source = Uint8Array.from({ length: 784 }, (_, i) =>
  Math.abs((i % 28) - 14) < 3 && Math.abs(Math.floor(i / 28) - 14) < 8 ? 255 : 0,
);
const still = {
  rotateDegrees: 0,
  shear: 0,
  scale: 0,
  shiftPixels: 0,
  elastic: { probability: 0, pixels: 0 },
  strokeProbability: 0,
};
const augment = (how: Partial<typeof still>, seed = 1) => {
  const target = new Float32Array(784);
  augmentGlyph(source, target, { size, how: { ...still, ...how } }, Random.from(seed));
  return target;
};
const ink = (glyph: Float32Array) => glyph.reduce((a, b) => a + b);

test('nothing to change leaves the glyph as it is', () => {
  const glyph = augment({});
  expect(Math.max(...glyph.map((value, i) => Math.abs(value - source[i] / 255)))).toBeLessThan(1e-6);
});

test('the same generator gives the same glyph, another one another, all within 0 and 1', () => {
  const [a, b, c] = [1, 1, 2].map((seed) => augment(DEFAULT_AUGMENTATION, seed));
  expect(a).toEqual(b);
  expect(a).not.toEqual(c);
  for (let seed = 0; seed < 30; seed++)
    for (const v of augment(DEFAULT_AUGMENTATION, seed)) if (!(v >= 0 && v <= 1)) throw new Error(`${v}`);
});

test('a rotation keeps the ink, a larger glyph has more, strokes grow and shrink', () => {
  expect(ink(augment({ rotateDegrees: 30 })) / ink(augment({}))).toBeCloseTo(1, 1);
  const sizes = Array.from({ length: 40 }, (_, seed) => ink(augment({ scale: 0.3 }, seed)));
  expect(Math.max(...sizes)).toBeGreaterThan(1.2 * ink(augment({})));
  expect(Math.min(...sizes)).toBeLessThan(0.8 * ink(augment({})));
  const strokes = Array.from({ length: 20 }, (_, seed) => ink(augment({ strokeProbability: 1 }, seed)));
  expect(Math.max(...strokes)).toBeGreaterThan(ink(augment({})));
  expect(Math.min(...strokes)).toBeLessThan(ink(augment({})));
});
