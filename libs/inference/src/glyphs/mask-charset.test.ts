import { expect, test } from 'vitest';
import { maskCharset } from './mask-charset.js';

test('what cannot occur gets nothing and the rest sums to one', () => {
  const masked = maskCharset(Float32Array.of(0.2, 0.2, 0.6, 0, 0, 1), '0Oo', '0O');
  expect([...masked].map((p) => Number(p.toFixed(3)))).toEqual([0.5, 0.5, 0, 0.5, 0.5, 0]);
});
