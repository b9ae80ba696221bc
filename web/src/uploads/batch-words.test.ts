import { expect, it } from 'vitest';
import { speak } from '../language/language.js';
import { batchSentence } from './batch-words.js';

await speak('en');

const counts = { files: 3, accepted: 2, duplicate: 1, rejected: 0, skipped: 0, pages: 4, pagesDone: 4, pagesFailed: 0 };

it.each([
  [{}, 'Done: 4 of 4 pages read.'],
  [{ pages: 0, pagesDone: 0 }, 'Done. The documents were later deleted.'],
  [{ accepted: 0, pages: 0, pagesDone: 0 }, 'Done: there was nothing new to read.'],
])('says how a finished batch stands: %o', (changed, sentence) =>
  expect(batchSentence({ status: 'done', counts: { ...counts, ...changed } })).toBe(sentence),
);
