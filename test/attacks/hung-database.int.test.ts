import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrateDeploy } from '@longhand/db';
import { type EmbeddedPostgres, startPostgres } from '@longhand/embedded';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pngBytes, startApi, type TestApi } from '../../services/api/src/start-api.test-suite.js';
import { askMeanwhile, expectHonest } from './honest-answers.js';
import { signalServer } from './signal-server.js';

const migrations = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));
/** How long the database stands still. */
const hungMs = 30_000;
const settings = { fsync: 'off', synchronous_commit: 'off' };

let folder: string;
let server: EmbeddedPostgres;
let api: TestApi;

const serverOptions = (port?: number) => ({
  dataDir: join(folder, 'pg'),
  password: 'hung',
  database: 'longhand',
  settings,
  ...(port !== undefined && { port }),
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longhand-hung-'));
  server = await startPostgres(serverOptions());
  await migrateDeploy(server.url, migrations);
  api = await startApi({ DATABASE_URL: server.url, HTTP_REQUESTS_PER_MINUTE: '0' });
});
afterAll(async () => {
  await api?.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

const upload = (name: string) => api.upload([{ name, bytes: pngBytes() }]);

describe('the database', () => {
  it('under 200 uploads at once takes every one of them', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => upload(`${i}.png`)));
    const statuses = answers.map(({ status }) => status);
    console.log(`200 uploads at once: ${statuses.filter((status) => status === 202).length} x 202`);
    expect(new Set(statuses)).toEqual(new Set([202]));
  });

  it('that stands still for 30 s gives 503, never 500, and loses no file', async () => {
    await signalServer(server.pid, 'SIGSTOP');
    const pause = new Promise((resolve) => setTimeout(resolve, hungMs)).then(() => signalServer(server.pid, 'SIGCONT'));
    const sent = Promise.all(Array.from({ length: 10 }, (_, i) => upload(`hung-${i}.png`)));
    expectHonest('30 s of SIGSTOP', await askMeanwhile(api.call, pause));
    const answers = await sent;
    expect(answers.map(({ status }) => status).filter((status) => status !== 202 && status !== 503)).toEqual([]);
    const { documents } = await api.json<{ documents: { name: string }[] }>('/v1/documents?title=hung&limit=200');
    // What was taken is there, and what is there was not called failed.
    expect(documents).toHaveLength(answers.filter(({ status }) => status === 202).length);
  });

  it('that is started again is waited for by uploads, and gives the others 503', async () => {
    const { port } = server;
    const restart = async () => {
      await server.stop();
      await new Promise((resolve) => setTimeout(resolve, 3000));
      server = await startPostgres(serverOptions(port));
    };
    const restarted = restart();
    const sent = Promise.all(Array.from({ length: 20 }, (_, i) => upload(`restart-${i}.png`)));
    expectHonest('a restart', await askMeanwhile(api.call, restarted));
    const statuses = (await sent).map(({ status }) => status);
    expect(statuses.filter((status) => status !== 202 && status !== 503)).toEqual([]);
    const { documents } = await api.json<{ documents: { name: string }[] }>('/v1/documents?title=restart&limit=200');
    expect(documents).toHaveLength(statuses.filter((status) => status === 202).length);
    expect((await upload('afterwards.png')).status).toBe(202);
  });
});
