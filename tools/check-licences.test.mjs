import { expect, test } from 'vitest';
import { isAllowed } from './check-licences.mjs';

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['MIT AND ISC', true],
  ['Apache-2.0 WITH LLVM-exception', true],
  ['AGPL-3.0-only', false],
  ['GPL-2.0-only', false],
  ['MIT AND AGPL-3.0-only', false],
  ['CC-BY-NC-4.0', false],
  ['SEE LICENSE IN LICENSE', false],
  ['', false],
])('%s', (licence, isFine) => {
  expect(isAllowed(licence)).toBe(isFine);
});

test.each([
  ['CC-BY-SA-4.0', false, false],
  ['CC-BY-SA-4.0', true, true],
  ['MIT AND CC-BY-SA-4.0', true, true],
  ['GPL-3.0-only', true, false],
  ['CC-BY-NC-SA-4.0', true, false],
])('%s, development only: %s', (licence, isDevelopment, isFine) => {
  expect(isAllowed(licence, isDevelopment)).toBe(isFine);
});
