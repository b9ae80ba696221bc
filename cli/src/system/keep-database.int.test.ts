import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPostgres, startPostgres } from '@longhand/embedded';
import { AppError } from '@longhand/core';
import { until } from '@longhand/test-kit';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type KeptDatabase, keepDatabase } from './keep-database.js';

let folder: string;
let kept: KeptDatabase | undefined;
let servers: EmbeddedPostgres[];
let notes: string[];

const start = async (port: number | undefined): Promise<EmbeddedPostgres> => {
  const server = await startPostgres({
    dataDir: join(folder, 'pg'),
    password: 'secret',
    database: 'records',
    ...(port !== undefined && { port }),
  });
  servers.push(server);
  return server;
};

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longhand-kept-'));
  [servers, notes, kept] = [[], [], undefined];
});
afterEach(async () => {
  await kept?.stop();
  await rm(folder, { recursive: true, force: true });
});

it('starts a killed server again at the same address, with all that was committed', async () => {
  kept = await keepDatabase(start, (text) => notes.push(text));
  const { url } = kept;
  await ask(url, 'CREATE TABLE kept AS SELECT 42 AS n');
  process.kill(servers[0].pid, 'SIGKILL');
  await until('a second server', () => servers.length === 2);
  expect(await ask(url, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
  expect(servers[1].port).toBe(servers[0].port);
  expect(notes[0]).toMatch(/ended unexpectedly/);
  await kept.stop();
  expect(isAlive(servers[1].pid)).toBe(false);
  expect(servers).toHaveLength(2);
});

it('tries again while the server does not start', async () => {
  // The second is the driver's, of a connection that the new server dropped.
  const refusals = [new AppError('embedded.start_failed', 'disk full'), new Error('Connection terminated')];
  kept = await keepDatabase(
    async (port) => {
      const refusal = port === undefined ? undefined : refusals.shift();
      if (refusal) throw refusal;
      return start(port);
    },
    (text) => notes.push(text),
  );
  process.kill(servers[0].pid, 'SIGKILL');
  await until('a second server', () => servers.length === 2);
  expect(notes.filter((text) => text.includes('did not start'))).toEqual([
    expect.stringContaining('disk full'),
    expect.stringContaining('Connection terminated'),
  ]);
});

it('gives up when waiting cannot help, and says why', async () => {
  kept = await keepDatabase(
    (port) =>
      port === undefined ? start(port) : Promise.reject(new AppError('embedded.wrong_password', 'wrong password')),
    (text) => notes.push(text),
  );
  process.kill(servers[0].pid, 'SIGKILL');
  await expect(kept.broken).rejects.toThrow(/cannot be started again: wrong password/);
});
