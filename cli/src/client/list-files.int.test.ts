import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { listFiles } from './list-files.js';

it('lists a folder without hidden files, and tells of those of systems', async () => {
  const root = await mkdtemp(join(tmpdir(), 'longhand-list-'));
  try {
    await mkdir(join(root, '__MACOSX'));
    await mkdir(join(root, 'ward'));
    for (const name of [
      '.DS_Store',
      '.hidden',
      'Thumbs.db',
      'a.png',
      '__MACOSX/._a.png',
      'ward/desktop.ini',
      'ward/b.png',
    ])
      await writeFile(join(root, name), 'x');
    const skipped: string[] = [];
    const files = await listFiles([root], (path) => skipped.push(relative(root, path)));
    expect(files.map(({ path }) => relative(root, path))).toEqual(['a.png', 'ward/b.png']);
    expect(skipped.toSorted()).toEqual(['.DS_Store', 'Thumbs.db', '__MACOSX', 'ward/desktop.ini']);
    expect(await listFiles([join(root, 'Thumbs.db')])).toHaveLength(1);
  } finally {
    await rm(root, { recursive: true });
  }
});
