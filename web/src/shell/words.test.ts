import { describe, expect, it } from 'vitest';
import { counted, dateText, sizeText, timeLeftText } from './words.js';

describe('words for numbers', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [9_949, '9.9 kB'],
    [123_456, '123 kB'],
    [999_600, '1.0 MB'],
    [2_000_000_000, '2.0 GB'],
  ])('%i bytes are %s', (bytes, text) => expect(sizeText(bytes)).toBe(text));

  it.each([
    [3, 'a few seconds'],
    [12, 'about 20 seconds'],
    [57, 'about 1 minute'],
    [150, 'about 3 minutes'],
    [7300, 'about 2 hours'],
  ])('%i seconds are %s', (seconds, text) => expect(timeLeftText(seconds)).toBe(text));

  it('counts and dates as people do', () => {
    expect([counted(1, 'file'), counted(2, 'file'), counted(1200, 'page')]).toEqual([
      '1 file',
      '2 files',
      '1,200 pages',
    ]);
    expect(dateText('2024-05-17')).toBe('17 May 2024');
  });
});
