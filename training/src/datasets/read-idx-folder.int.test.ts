import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readIdxFolder } from './read-idx-folder.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longhand-idx-'));
});
afterEach(() => rm(folder, { recursive: true }));

const images = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4);
const labels = (...values: number[]) => Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, ...values);

test('the training pair is taken, never the test pair', async () => {
  await writeFile(join(folder, 'train-images-idx3-ubyte.gz'), gzipSync(images));
  await writeFile(join(folder, 'train-labels-idx1-ubyte'), labels(7, 9));
  await writeFile(join(folder, 't10k-images-idx3-ubyte'), images);
  await writeFile(join(folder, 't10k-labels-idx1-ubyte'), labels(1, 1));
  const set = (await readIdxFolder(folder))!;
  expect([[...set.labels], [...set.images], set.size, set.alphabet]).toEqual([
    [7, 9],
    [1, 2, 3, 4],
    { height: 1, width: 2 },
    '0123456789',
  ]);
});

test('a folder without idx files is left to others; one with test files alone is refused', async () => {
  expect(await readIdxFolder(folder)).toBeUndefined();
  await writeFile(join(folder, 't10k-images-idx3-ubyte'), images);
  await expect(readIdxFolder(folder)).rejects.toMatchObject({ code: 'training.data_invalid' });
});
