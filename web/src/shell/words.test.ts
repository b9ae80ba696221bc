import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { speak } from '../language/language.js';
import { dateText, listText, percentText, secondsText, sizeText, timeLeftText } from './words.js';

beforeEach(() => vi.stubGlobal('navigator', { languages: [] }));
afterEach(async () => {
  vi.unstubAllGlobals();
  await speak('en');
});

describe('words for numbers', () => {
  beforeEach(() => speak('en'));

  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1000, '1.0 kB'],
    [9_949, '9.9 kB'],
    [123_456, '123 kB'],
    [999_600, '1.0 MB'],
    [2_000_000_000, '2.0 GB'],
  ])('%i bytes are %s', (bytes, text) => expect(sizeText(bytes)).toBe(text));

  it.each([
    [3, 'a few seconds left'],
    [12, 'about 20 seconds left'],
    [57, 'about 1 minute left'],
    [150, 'about 3 minutes left'],
    [7300, 'about 2 hours left'],
  ])('%i seconds are %s', (seconds, text) => expect(timeLeftText(seconds)).toBe(text));
});

describe('words for numbers in each language', () => {
  // What stands between a number and its unit, and between thousands, are spaces that do not break.
  const shown = () =>
    [dateText('2024-05-17'), sizeText(3_400_000), percentText(0.62), secondsText(1.44), listText(['a', 'b'])].map(
      (text) => text.replace(/\s/gu, ' '),
    );

  it.each([
    ['en', ['17 May 2024', '3.4 MB', '62%', '1.4s', 'a and b']],
    ['fr', ['17 mai 2024', '3,4 Mo', '62 %', '1,4s', 'a et b']],
    ['de', ['17. Mai 2024', '3,4 MB', '62 %', '1,4 Sek.', 'a und b']],
  ] as const)('%s', async (language, texts) => {
    await speak(language);
    expect(shown()).toEqual(texts);
  });
});
