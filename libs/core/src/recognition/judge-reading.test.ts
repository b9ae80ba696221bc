import { expect, test } from 'vitest';
import { judgeReading } from './judge-reading.js';
import type { RecognisedLine } from './recognised-page.js';
import { pageOfLines } from './page-of-lines.js';

const line = (...words: [text: string, isUncertain?: boolean][]): RecognisedLine => ({
  box: { x: 0, y: 0, width: 100, height: 20 },
  baseline: [
    { x: 0, y: 18 },
    { x: 100, y: 18 },
  ],
  words: words.map(([text, uncertain = false]) => ({
    text,
    markedText: text,
    box: { x: 0, y: 0, width: 10, height: 20 },
    confidence: uncertain ? 0.3 : 0.95,
    uncertain,
    alternatives: [],
    characters: [],
  })),
});

/** Every word with a mark, as sure as it was. */
const marked = (own: RecognisedLine): RecognisedLine => ({
  ...own,
  words: own.words.map((word) => ({ ...word, uncertain: true })),
});

test.each([
  ['an empty page', [], []],
  ['lines without a word', [line(), line()], ['page.nothing_read']],
  ['lines in another script', [{ ...line(), script: 'Deva' as const }, line(['Dear'])], ['page.other_script']],
  ['nothing but another script', [{ ...line(), script: 'Deva' as const }, line()], ['page.other_script']],
  ['a page read well', [line(['Dear']), line(['Doctor'], ['Walsh', true], ['thank'])], []],
  ['half in doubt', [line(['a', true], ['b', true], ['c'], ['d'])], []],
  ['most in doubt', [line(['a', true], ['b', true], ['c', true], ['d'])], ['page.mostly_uncertain']],
  ['all marked and mostly right', [line(['a'], ['b'], ['c'], ['d'])].map(marked), []],
  ['too little to tell', [line(['a', true], ['b', true], ['c', true])], []],
])('%s', (_, lines, warnings) => {
  expect(judgeReading({ lines })).toEqual(warnings);
});

test('a page without text has no confidence', () => {
  expect(pageOfLines([]).confidence).toBeUndefined();
});
