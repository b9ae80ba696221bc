import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findRunningSystem, keptSecret, lockDataDir, lockHolder, writeSystemRecord } from './data-dir.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'longhand-data-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

it('is taken by one process at a time and given back', async () => {
  writeFileSync(join(dir, 'lock'), String(process.ppid)); // the test runner stands for another longhand
  expect(lockHolder(dir)).toBe(process.ppid);
  await expect(lockDataDir(dir)).rejects.toThrow(`process ${process.ppid}`);
  rmSync(join(dir, 'lock'));
  const release = await lockDataDir(dir);
  expect(readFileSync(join(dir, 'lock'), 'utf8')).toBe(String(process.pid));
  release();
  expect(lockHolder(dir)).toBeUndefined();
});

it('takes over from a process that was killed, or whose number now belongs to another program', async () => {
  for (const pid of ['999999999', '1', 'not a number', '']) {
    writeFileSync(join(dir, 'lock'), pid);
    const release = await lockDataDir(dir);
    release();
  }
});

it('finds a system only while its launcher lives', async () => {
  await writeSystemRecord(dir, { pid: 1, url: 'http://x', apiKey: 'k', databaseUrl: 'd', services: {} });
  expect(findRunningSystem(dir)).toBeUndefined();
  writeFileSync(join(dir, 'lock'), String(process.ppid));
  expect(findRunningSystem(dir)?.url).toBe('http://x');
  expect(statSync(join(dir, 'system.json')).mode & 0o777).toBe(0o600);
});

it('makes a secret once, for its owner alone', async () => {
  const secret = await keptSecret(dir, 'password');
  expect(secret).toMatch(/^[\w-]{32}$/);
  expect(await keptSecret(dir, 'password')).toBe(secret);
  expect(statSync(join(dir, 'password')).mode & 0o777).toBe(0o600);
});
