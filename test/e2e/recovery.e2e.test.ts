import { setTimeout as sleep } from 'node:timers/promises';
import { encodeGrayPng } from '@longhand/image-io';
import { allowedMs, hasRedisServer, startTestRedis, type TestRedis, until } from '@longhand/test-kit';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { drawGoldenPage } from '../golden/draw-golden-page.js';
import { HttpClient, type UploadFile } from './http-client.js';
import { LaunchedSystem } from './launched-system.js';

const PAGES = 20;
const RESUMED_WITHIN_MS = 15_000;
const HEALED_WITHIN_MS = 60_000;
const backends = ['postgres', ...(hasRedisServer(process.env) ? ['redis'] : [])];
if (backends.length === 1) console.log('skipped: recovery on Redis (redis-server is not installed)');

describe.each(backends)('recovery with the queue on %s', (backend) => {
  let redis: TestRedis | undefined;
  let system: LaunchedSystem;
  let client: HttpClient;
  let db: pg.Client;
  let drawn = 0;
  const nextPage = () => {
    drawn += 1;
    return drawn;
  };

  beforeAll(async () => {
    redis = backend === 'redis' ? await startTestRedis() : undefined;
    system = await LaunchedSystem.start(redis ? { QUEUE_URL: redis.url } : {});
    client = new HttpClient(system);
  });
  afterAll(async () => {
    await system?.stop();
    await redis?.stop();
  });
  beforeEach(async () => {
    db = new pg.Client({ connectionString: system.record().databaseUrl });
    await db.connect();
  });
  afterEach(() => db.end());

  const startBatch = async () => {
    const files = await Promise.all(Array.from({ length: PAGES }, () => drawPage(nextPage())));
    const { id } = await client.upload(files);
    return id;
  };
  const pagesOf = async (batchId: string, status: string): Promise<number> => {
    const { rows } = await db.query(
      'SELECT count(*)::int AS n FROM page JOIN document ON document.id = page.document_id WHERE batch_id = $1 ' +
        'AND page.status = $2',
      [batchId, status],
    );
    return rows[0].n;
  };
  const startedPages = async (batchId: string) => {
    const { rows } = await db.query<{ id: string; status: string; starts: number }>(
      'SELECT page.id, page.status, page.starts FROM page JOIN document ON document.id = page.document_id WHERE ' +
        'batch_id = $1 AND page.starts > 0',
      [batchId],
    );
    return rows;
  };
  const expectEachPageOnce = async (batchId: string) => {
    const batch = await client.finished(batchId);
    expect(batch.counts).toMatchObject({
      files: PAGES,
      accepted: PAGES,
      pages: PAGES,
      pagesDone: PAGES,
      pagesFailed: 0,
    });
    const { rows } = await db.query(
      `SELECT page.text,
              (SELECT count(*)::int FROM word WHERE word.page_id = page.id) AS words,
              (SELECT count(*)::int FROM timeline WHERE timeline.page_id = page.id
                AND timeline.status = 'segmented') AS segmented,
              (SELECT count(*)::int FROM timeline WHERE timeline.page_id = page.id
                AND timeline.status = 'recognised') AS recognised
         FROM page JOIN document ON document.id = page.document_id
        WHERE document.batch_id = $1`,
      [batchId],
    );
    expect(rows).toHaveLength(PAGES);
    for (const { text, words, segmented, recognised } of rows) {
      expect({ segmented, recognised }).toEqual({ segmented: 1, recognised: 1 });
      expect(words).toBeGreaterThan(0);
      expect(text.trim()).not.toBe('');
    }
  };

  it.each([
    ['preprocess-worker', 'queued', 'segmented'],
    ['ocr-worker', 'segmented', 'recognised'],
  ])('goes on within 15 s when the %s is killed in the middle of a batch', async (worker, before, after) => {
    const batchId = await startBatch();
    const ended = worker === 'preprocess-worker' ? ['segmented', 'recognised'] : ['recognised'];
    const done = async () =>
      (await Promise.all(ended.map((status) => pagesOf(batchId, status)))).reduce((a, b) => a + b);
    await until(
      'some pages are done',
      async () => (await done()) >= 3 && (await startedPages(batchId)).some((page) => page.status === before),
    );
    // A stopped process begins and ends nothing more: what it has in hand can be counted before it
    // is killed, and is never nothing by chance.
    const pid = system.record().services[worker];
    let inHand: Awaited<ReturnType<typeof startedPages>> = [];
    await until(`the ${worker} is stopped with a page in hand`, async () => {
      process.kill(pid, 'SIGSTOP');
      // What it had sent before may still be under way to the database.
      await sleep(100);
      inHand = (await startedPages(batchId)).filter((page) => page.status === before);
      if (inHand.length === 0) process.kill(pid, 'SIGCONT');
      return inHand.length > 0;
    });
    process.kill(pid, 'SIGKILL');
    expect(inHand.length).toBeGreaterThan(0);
    const isResumed = async () => {
      const { rows } = await db.query<{ id: string; status: string; starts: number }>(
        'SELECT id, status, starts FROM page WHERE id = ANY($1)',
        [inHand.map(({ id }) => id)],
      );
      return (
        rows.length === inHand.length &&
        rows.every((row) => row.status !== before || row.starts > (inHand.find(({ id }) => id === row.id)?.starts ?? 0))
      );
    };
    const tookMs = await until(`${inHand.length} pages in hand are resumed`, isResumed, RESUMED_WITHIN_MS);
    console.log(
      `${backend}: ${worker} killed with ${inHand.length} pages in hand, resumed after ${(tookMs / 1000).toFixed(1)} s`,
    );
    await expectEachPageOnce(batchId);
    expect(await pagesOf(batchId, after === 'segmented' ? 'recognised' : after)).toBe(PAGES);
  });

  it('heals within 60 s when the queue is emptied in the middle of a batch', async () => {
    const batchId = await startBatch();
    await until('some pages are done', async () => (await pagesOf(batchId, 'recognised')) >= 2);
    await emptyQueue();
    const emptiedAt = Date.now();
    const batch = await client.finished(batchId);
    const tookMs = Date.now() - emptiedAt;
    expect(batch.counts.pagesDone).toBe(PAGES);
    console.log(`${backend}: queue emptied, all pages done ${(tookMs / 1000).toFixed(1)} s later`);
    expect(tookMs).toBeLessThan(allowedMs(HEALED_WITHIN_MS));
    await expectEachPageOnce(batchId);
  });

  async function emptyQueue(): Promise<void> {
    if (redis) {
      const connection = new Redis(redis.url);
      await connection.flushall();
      connection.disconnect();
      return;
    }
    const { rows } = await db.query(
      `SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') AS tables FROM pg_tables WHERE schemaname ` +
        `= 'bullmq' AND tablename NOT LIKE '%migration%'`,
    );
    await db.query(`TRUNCATE ${rows[0].tables}`);
  }
});

/** A page of its own, with words to find and to read. */
async function drawPage(number: number): Promise<UploadFile> {
  const { gray } = await drawGoldenPage({
    font: 'handlee',
    lines: [`Dear Doctor ${number}`, 'my mother takes', 'three tablets', 'every morning', 'and one at night'],
    width: 900,
    height: 600,
    sizePx: 56,
    pitchPx: 100,
    left: 60,
    firstBaseline: 110,
  });
  return { name: `page-${number}.png`, bytes: await encodeGrayPng(gray) };
}
