import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@longhand/test-kit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillDisk, mountSmallDisk, unmountSmallDisk } from '../../bench/src/chaos/small-disk.js';
import { errorOf } from '../../services/api/src/start-api.test-suite.js';
import { HttpClient } from '../e2e/http-client.js';
import { LaunchedSystem } from '../e2e/launched-system.js';
import { whitePng } from '../e2e/refused-files.js';
import { askMeanwhile, expectHonest } from './honest-answers.js';

const MIB = 2 ** 20;
const diskMib = 500;
const reserveBytes = 64 * MIB;

const folder = await mkdtemp(join(tmpdir(), 'longhand-full-'));
const isSmall = await mountSmallDisk(folder, diskMib);
let system: LaunchedSystem;
let client: HttpClient;

beforeAll(async () => {
  if (!isSmall) return;
  const env = { HTTP_REQUESTS_PER_MINUTE: '0', STORAGE_RESERVE_BYTES: String(reserveBytes) };
  system = await LaunchedSystem.start(env, join(folder, 'data'));
  client = new HttpClient(system);
});
afterAll(async () => {
  await rm(join(folder, 'ballast'), { force: true });
  await system?.stop();
  if (isSmall) unmountSmallDisk(folder);
  await rm(folder, { recursive: true, force: true });
});

const call = (path: string, init?: RequestInit) => client.call(path, init);
const upload = (sizePx: number) => client.postFiles([{ name: `${sizePx}.png`, bytes: whitePng(sizePx, 300) }]);

/**
 * Makes the server need a new file of its log, for which there is no room, as many writes would
 * after a while.
 */
async function useUpLog(): Promise<void> {
  const { databaseUrl } = system.record();
  const db = new pg.Client({ connectionString: databaseUrl });
  db.on('error', () => undefined); // that the server ends is what it is for
  await db.connect();
  try {
    for (;;) {
      await db.query(`SELECT pg_logical_emit_message(true, 'test', 'a')`);
      await db.query('SELECT pg_switch_wal()');
    }
  } catch {
    // The server has ended, and with it the connection.
  } finally {
    await db.end().catch(() => undefined);
  }
}

describe.skipIf(!isSmall && !process.env.CI)('a disk that fills up (needs root on Linux, to mount a small one)', () => {
  it('a small disk can be mounted', () => expect(isSmall).toBe(true));

  it('below the reserve refuses uploads with 507 and a sentence; searching, reading and deleting go on', async () => {
    const receipts = [await upload(301), await upload(302)];
    expect(receipts.map(({ status }) => status)).toEqual([202, 202]);
    const { documents } = await client.get<{ documents: { id: string }[] }>('/v1/documents');
    await until('both are read', async () => {
      const all = await Promise.all(documents.map(({ id }) => client.document(id)));
      return all.every(({ status }) => status === 'done');
    });
    await fillDisk(folder, reserveBytes);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => upload(400 + i)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 507));
    expect(await errorOf(answers[0])).toMatchObject({ code: 'storage.full', message: expect.stringMatching(/disk/) });
    const [kept, gone] = documents.map(({ id }) => `/v1/documents/${id}`);
    for (const path of ['/v1/search?q=a', kept, `${kept}/original`, `${kept}/pages/1`, '/v1/documents', '/v1/me']) {
      expect([path, (await call(path)).status]).toEqual([path, 200]);
    }
    expect((await call(gone, { method: 'DELETE' })).status).toBe(204);
    expect((await call(gone)).status).toBe(404);
  });

  it('to its last byte ends PostgreSQL, which is started again; no answer is a 500, and nothing is lost', async () => {
    const killed = system.databasePid();
    const makeRoom = await fillDisk(folder);
    const ended = useUpLog().then(() => until('the server has ended', () => system.log.includes('ended unexpectedly')));
    expectHonest('a full disk', await askMeanwhile(call, ended));
    // The disk stays full for a while: what is started meanwhile must not be the end of it.
    const full = new Promise((resolve) => setTimeout(resolve, 5_000));
    expectHonest('without a database', await askMeanwhile(call, full));
    await makeRoom();
    const back = until('the database is back', async () => (await call('/v1/documents')).ok);
    expectHonest('with room again', await askMeanwhile(call, back));
    expect(system.databasePid()).not.toBe(killed);
    const { documents } = await client.get<{ documents: { id: string }[] }>('/v1/documents');
    expect(documents).toHaveLength(1);
    expect((await call(`/v1/documents/${documents[0].id}/original`)).status).toBe(200);
    expect((await upload(500)).status).toBe(202);
    await until('what came afterwards is read', async () => {
      const { documents: now } = await client.get<{ documents: { status: string }[] }>('/v1/documents');
      return now.length === 2 && now.every(({ status }) => status === 'done');
    });
  });
});
