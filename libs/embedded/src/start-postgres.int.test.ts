import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedPostgres, startPostgres } from './start-postgres.js';
import { parsePidFile } from './stop-previous-server.js';

const options = (folder: string) => ({ dataDir: join(folder, 'pg'), password: "a b'c/d", database: 'records' });

async function ask(url: string, sql: string): Promise<unknown[][]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows;
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

describe('startPostgres', () => {
  let folder: string;
  let server: EmbeddedPostgres | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'longhand-pg-'));
  });
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('makes a database that outlives a restart and has the search extensions', async () => {
    server = await startPostgres(options(folder));
    await ask(
      server.url,
      'CREATE EXTENSION pg_trgm; CREATE EXTENSION unaccent; CREATE TABLE kept AS SELECT 41 + 1 AS n',
    );
    await server.stop();
    expect(isAlive(server.pid)).toBe(false);
    server = await startPostgres(options(folder));
    expect(await ask(server.url, 'SELECT n FROM kept')).toEqual([[42]]);
    expect(existsSync(`${options(folder).dataDir}.password`)).toBe(false);
    await server.stop();
    await server.stop();
  });

  it('ends the server of a parent that was killed and starts a new one', async () => {
    const first = await startPostgres(options(folder));
    // A second start on the same folder is what a launcher does whose predecessor was killed with
    // SIGKILL.
    server = await startPostgres(options(folder));
    expect(isAlive(first.pid)).toBe(false);
    expect(await ask(server.url, 'SELECT n FROM kept')).toEqual([[42]]);
    await server.stop();
  });

  it('is not stopped by a lock file that names a process of somebody else', async () => {
    const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    try {
      const dataDir = options(folder).dataDir;
      await writeFile(join(dataDir, 'postmaster.pid'), `${bystander.pid}\n${dataDir}\n1\n5432\n`);
      server = await startPostgres(options(folder));
      expect(bystander.exitCode).toBeNull();
      expect(parsePidFile(await readFile(join(dataDir, 'postmaster.pid'), 'utf8'))?.pid).toBe(server.pid);
      await server.stop();
    } finally {
      bystander.kill('SIGKILL');
    }
  });

  it('says so when the password is another one', async () => {
    await expect(startPostgres({ ...options(folder), password: 'other' })).rejects.toMatchObject({
      code: 'embedded.wrong_password',
    });
  });
});
