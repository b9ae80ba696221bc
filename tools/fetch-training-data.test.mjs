import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { filesOfPages } from './fetch-training-data.mjs';

const sources = JSON.parse(readFileSync(new URL('../training/open-sources.json', import.meta.url), 'utf8'));

test('every file of a test page is found, and no other', () => {
  const folder = mkdtempSync(join(tmpdir(), 'longhand-pages-'));
  try {
    mkdirSync(join(folder, 'data'));
    for (const name of ['page-1.xml', 'page-1.jpg', 'page-10.xml', 'page-2.jpg'])
      writeFileSync(join(folder, 'data', name), '');
    const found = filesOfPages(folder, ['page-1']).map((file) => relative(folder, file));
    expect(found.sort()).toEqual(['data/page-1.jpg', 'data/page-1.xml']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('every collection names its commit, licence and authors', () => {
  expect(sources.length).toBeGreaterThan(0);
  for (const source of sources) {
    expect(source.commit).toMatch(/^[0-9a-f]{7,40}$/);
    expect(source.licence).toBe('CC BY 4.0');
    expect(source.attribution).not.toBe('');
  }
});
