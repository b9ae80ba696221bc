import { expect, test } from 'vitest';
import { isRightToLeft } from './is-right-to-left.js';

test.each([
  ['حمى', true],
  ['(שלום) ok', true],
  ['5 מ״ג', true],
  ['ok שלום', false],
  ['१२ रोगी', false],
  ['120/80', false],
  ['', false],
])('%j runs from right to left: %s', (text, expected) => {
  expect(isRightToLeft(text)).toBe(expected);
});
