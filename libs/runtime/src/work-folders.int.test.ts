import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clearDeadFolders, makeWorkFolder } from './work-folders.js';

let root: string;
beforeEach(async () => {
  root = join(await mkdtemp(join(tmpdir(), 'longhand-test-')), 'work');
});
afterEach(() => rm(join(root, '..'), { recursive: true }));

/** A folder with a file, as the process `pid` of `host` would have made it. */
async function leave(pid: number | string, host = hostname()): Promise<string> {
  const name = `${host}~${pid}~Xy12ab`;
  await mkdir(join(root, name), { recursive: true });
  await writeFile(join(root, name, 'original'), 'bytes');
  return name;
}

test('folders of dead processes go, at a start also those with our number; those of the living stay', async () => {
  const dead = await leave(spawnSync(process.execPath, ['--version']).pid);
  const earlier = await leave(process.pid);
  const living = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  try {
    const kept = [await leave(living.pid ?? 0), await leave(process.pid, 'elsewhere'), await leave('no-number')];
    expect(await clearDeadFolders(root)).toBe(1);
    expect(existsSync(join(root, earlier))).toBe(true);
    expect(await clearDeadFolders(root, { isStart: true })).toBe(1);
    expect((await readdir(root)).toSorted()).toEqual(kept.toSorted());
    expect([dead, earlier].filter((name) => existsSync(join(root, name)))).toEqual([]);
  } finally {
    living.kill('SIGKILL');
  }
});

test('what a start makes is found by the next start, and nobody else can read it', async () => {
  expect(await clearDeadFolders(root)).toBe(0);
  const folder = await makeWorkFolder(root);
  expect(basename(folder).startsWith(`${hostname()}~${process.pid}~`)).toBe(true);
  if (process.platform !== 'win32') expect((await stat(folder)).mode & 0o077).toBe(0);
  expect(await clearDeadFolders(root)).toBe(0);
  expect(await clearDeadFolders(root, { isStart: true })).toBe(1);
  expect(existsSync(folder)).toBe(false);
});

test('a folder of another host goes when nothing in it was written for a day, however old the folder is', async () => {
  const [gone, written] = [await leave(17, 'elsewhere'), await leave(18, 'elsewhere')];
  const longAgo = new Date(Date.now() - 25 * 3_600_000);
  for (const path of [gone, join(gone, 'original'), written]) await utimes(join(root, path), longAgo, longAgo);
  expect(await clearDeadFolders(root)).toBe(1);
  expect(await readdir(root)).toEqual([written]);
});
