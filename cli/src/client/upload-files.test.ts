import { expect, it } from 'vitest';
import { inChunks } from './upload-files.js';

const file = (path: string, sizeBytes: number) => ({ path, sizeBytes });

it('cuts by number of files', () => {
  const files = Array.from({ length: 5 }, (_, index) => file(String(index), 1));
  expect(inChunks(files, 2, 100).map((chunk) => chunk.length)).toEqual([2, 2, 1]);
});

it('cuts by size and lets one large file stand alone', () => {
  const chunks = inChunks([file('a', 40), file('b', 40), file('c', 40), file('d', 500), file('e', 10)], 10, 100);
  expect(chunks.map((chunk) => chunk.map(({ path }) => path).join(''))).toEqual(['ab', 'c', 'd', 'e']);
});

it('makes nothing of nothing', () => expect(inChunks([])).toEqual([]));
