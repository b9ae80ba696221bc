import { expect, test } from 'vitest';
import { fromFloat16, toFloat16 } from './float16.js';
import { decodeSafetensors, encodeSafetensors } from './safetensors.js';

const weights = new Map([
  ['a/kernel', { shape: [2, 3], values: Float32Array.of(1, -2.5, 3e-5, 0, 65504, -0.1) }],
  ['a/bias', { shape: [1], values: Float32Array.of(7) }],
]);

test('weights come back bit for bit as F32', () => {
  const bytes = encodeSafetensors(weights, { metadata: { licence: 'Apache-2.0' } });
  expect([...decodeSafetensors(bytes)]).toEqual([...weights]);
});

test('F16 halves the data and keeps three digits', () => {
  const bytes = encodeSafetensors(weights, { dtype: 'F16' });
  const values = decodeSafetensors(bytes).get('a/kernel')!.values;
  const error = values.map((value, i) => Math.abs(value - weights.get('a/kernel')!.values[i]));
  expect(Math.max(...error)).toBeLessThan(1e-3);
});

test('every half precision number survives the round trip', () => {
  for (let half = 0; half < 0x10000; half++) {
    const value = fromFloat16(half);
    if (Number.isNaN(value)) expect(toFloat16(value) & 0x7c00).toBe(0x7c00);
    else if (toFloat16(value) !== half) throw new Error(`${half} became ${toFloat16(value)}`);
  }
  expect(fromFloat16(toFloat16(1e6))).toBe(Number.POSITIVE_INFINITY);
  expect(fromFloat16(toFloat16(1 + 2 ** -11))).toBe(1);
  expect(fromFloat16(toFloat16(1 + 3 * 2 ** -11))).toBe(1 + 2 ** -9);
});

test.each([
  ['nothing', new Uint8Array(0)],
  ['a header longer than the file', Uint8Array.of(255, 0, 0, 0, 0, 0, 0, 0, 123)],
  ['a header that is not JSON', Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0, 123, 123)],
  ['a cut tensor', encodeSafetensors(weights).slice(0, -1)],
])('%s is refused', (_name, bytes) => {
  expect(() => decodeSafetensors(bytes)).toThrow(expect.objectContaining({ code: 'model.weights_unreadable' }));
});
