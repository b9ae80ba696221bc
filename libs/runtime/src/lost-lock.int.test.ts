import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { segmentPageJob } from '@longhand/contracts';
import { createLogger } from '@longhand/log';
import { openJobQueue } from '@longhand/queue';
import { patienceMs, type Program, type Seed, seedDatabase, startProgram, until } from '@longhand/test-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';

const log = createLogger({ service: 'test', level: 'silent' });
/** More than the starts after which a page is given up. */
const stops = 7;
const folder = mkdtempSync(join(tmpdir(), 'held-up-'));
const endFile = join(folder, 'end');
let seed: Seed;
const programs: Program[] = [];

beforeAll(async () => {
  seed = await seedDatabase();
});
afterAll(async () => {
  await Promise.all(programs.map((program) => program.kill()));
  await seed.close();
  rmSync(folder, { recursive: true, force: true });
});

it('does not give up a page whose workers were held up beyond their locks again and again', async () => {
  const { db, tenantId, url } = seed;
  const { documentId, pageIds } = await seed.addDocument();
  const queue = openJobQueue({ url, prefix: 'held', log, callTimeoutMs: patienceMs });
  // A process may be stopped in the middle of a transaction: what that locks must not last.
  const databaseUrl = `${url}${url.includes('?') ? '&' : '?'}options=-c%20idle_in_transaction_session_timeout%3D1000`;
  const start = () =>
    startProgram(new URL('./held-up-workers.test-suite.ts', import.meta.url), {
      databaseUrl,
      queueUrl: url,
      prefix: 'held',
      lockMs: 1_000,
      workers: 8,
      endFile,
    });
  programs.push(start(), start());
  // A worker that has the job again while its first try still runs does not start it.
  const takings = (program: Program) => program.output().match(/^start|has a job again/gm)?.length ?? 0;
  const allTakings = () => takings(programs[0]) + takings(programs[1]);
  const pageStatus = async () => (await db.documents.get(tenantId, documentId))?.pages[0].status;
  await until('the workers are ready', () => programs.every((program) => program.output().includes('ready')));
  await queue.enqueue(segmentPageJob, { tenantId, documentId, pageId: pageIds[0] });
  await until('the first start', () => allTakings() === 1);
  let [holder, other] = takings(programs[0]) === 1 ? programs : programs.toReversed();
  for (let stop = 1; stop <= stops; stop += 1) {
    process.kill(holder.pid, 'SIGSTOP');
    await until(`the other process takes over, ${stop}`, () => allTakings() > stop);
    process.kill(holder.pid, 'SIGCONT');
    [holder, other] = [other, holder];
  }
  expect(await pageStatus()).toBe('queued');
  writeFileSync(endFile, '');
  await until('the page is done', async () => (await pageStatus()) !== 'queued');
  expect(await pageStatus()).toBe('segmented');
  await queue.close();
});
