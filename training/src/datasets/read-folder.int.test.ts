import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readFolder } from './read-folder.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longhand-folder-'));
});
afterEach(() => rm(folder, { recursive: true }));

const decode = async (path: string) => new Uint8Array(784).fill((await readFile(path))[0]);

test('each folder is a character, whichever way it is named', async () => {
  const names = ['7', 'A', 'lower_a', 'upper_b', '098', 'U+0063'];
  for (const [i, name] of names.entries()) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, '1.png'), Uint8Array.of(i + 1));
    await writeFile(join(folder, name, 'notes.txt'), 'no image');
  }
  const set = await readFolder(folder, decode);
  const read = Array.from(set.labels, (label, i) => `${names[set.images[i * 784] - 1]} ${set.alphabet[label]}`);
  expect(read.sort()).toEqual(['098 b', '7 7', 'A A', 'U+0063 c', 'lower_a a', 'upper_b B']);
});

test('a folder that is no character is refused by its name', async () => {
  await mkdir(join(folder, 'misc'));
  await expect(readFolder(folder, decode)).rejects.toThrow(/"misc"/);
});

test('a real picture is centred and its paper becomes 0, whichever way round it is', async () => {
  const { encodeGrayPng } = await import('@longhand/image-io');
  const { decodeGlyphImage } = await import('./decode-glyph-image.js');
  const bar = (paper: number, ink: number) => {
    const data = new Uint8Array(40 * 60).map((_, i) =>
      i % 40 > 8 && i % 40 < 14 && i > 400 && i < 2000 ? ink : paper,
    );
    return encodeGrayPng({ width: 40, height: 60, data });
  };
  const glyphs: Uint8Array[] = [];
  for (const [paper, ink] of [
    [230, 30],
    [30, 230],
  ]) {
    await writeFile(join(folder, 'glyph.png'), await bar(paper, ink));
    glyphs.push(await decodeGlyphImage(join(folder, 'glyph.png')));
  }
  expect(glyphs[0]).toEqual(glyphs[1]);
  expect(glyphs[0][14 * 28 + 14]).toBeGreaterThan(240);
  expect(glyphs[0][0]).toBe(0);
});
