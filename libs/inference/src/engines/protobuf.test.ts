import { expect, test } from 'vitest';
import { bytesField, join, packedField, varintField } from './protobuf.js';

// The examples of the encoding page of Protocol Buffers' own documentation.
test('fields have the bytes of the published examples', () => {
  expect([...varintField(1, 150)]).toEqual([0x08, 0x96, 0x01]);
  expect([...bytesField(2, 'testing')]).toEqual([0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67]);
  expect([...packedField(6, [3, 270, 86942])]).toEqual([0x32, 0x06, 0x03, 0x8e, 0x02, 0x9e, 0xa7, 0x05]);
});

test('field numbers from 16 on take two bytes, and long contents a long length', () => {
  expect([...varintField(20, 0)]).toEqual([0xa0, 0x01, 0]);
  expect([...bytesField(1, new Uint8Array(300)).subarray(0, 3)]).toEqual([0x0a, 0xac, 0x02]);
  expect([...varintField(1, 2 ** 40)]).toEqual([0x08, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20]);
});

test('messages are joined in order, and numbers that it cannot write are refused', () => {
  expect([...join([Uint8Array.of(1, 2), new Uint8Array(), Uint8Array.of(3)])]).toEqual([1, 2, 3]);
  for (const bad of [-1, 0.5, 2 ** 53]) expect(() => varintField(1, bad)).toThrow(RangeError);
});
