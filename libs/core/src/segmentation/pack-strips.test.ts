import { expect, test } from 'vitest';
import { packStrips, unpackStrips } from './pack-strips.js';

const strip = (line: number, width: number, level: number) => ({
  line,
  width,
  height: 2,
  data: new Uint8Array(width * 2).fill(level),
});

test('strips come back as they were packed', () => {
  const strips = [strip(0, 3, 10), strip(2, 1, 20), strip(3, 300, 30)];
  expect(unpackStrips(packStrips(strips))).toEqual(strips);
  expect(unpackStrips(packStrips([]))).toEqual([]);
  expect(packStrips([strip(0, 3, 10)])).toHaveLength(8 + 12 + 6);
});

test('bytes that are something else, or end too early, are refused', () => {
  expect(() => unpackStrips(new Uint8Array(20))).toThrow(RangeError);
  expect(() => unpackStrips(new Uint8Array(0))).toThrow(RangeError);
  expect(() => unpackStrips(packStrips([strip(0, 3, 10)]).subarray(0, 22))).toThrow(RangeError);
});
