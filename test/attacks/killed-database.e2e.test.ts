import { until } from '@longhand/test-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpClient } from '../e2e/http-client.js';
import { LaunchedSystem } from '../e2e/launched-system.js';
import { whitePng } from '../e2e/refused-files.js';
import { askMeanwhile, expectHonest } from './honest-answers.js';
import { signalServer } from './signal-server.js';

/** How long the database stands still. */
const hungMs = 30_000;

let system: LaunchedSystem;
let client: HttpClient;
let sizePx = 300;

beforeAll(async () => {
  system = await LaunchedSystem.start({ HTTP_REQUESTS_PER_MINUTE: '0' });
  client = new HttpClient(system);
});
afterAll(() => system?.stop());

const call = (path: string) => client.call(path);
/** Each of another size, so that none is a duplicate. */
const upload = (count: number) =>
  Promise.all(
    Array.from({ length: count }, () => {
      sizePx += 1;
      return client.postFiles([{ name: `${sizePx}.png`, bytes: whitePng(sizePx, 300) }]);
    }),
  );
const answersAgain = () => until('the database answers again', async () => (await call('/v1/documents')).ok);

/** What was taken is there, and what is there was not called failed. */
async function expectAllThere(taken: number): Promise<void> {
  const { documents } = await client.get<{ documents: unknown[] }>('/v1/documents?limit=200');
  expect(documents).toHaveLength(taken);
}

describe('the database of a system that was started with `longhand up`', () => {
  let taken = 0;
  const takenOf = (answers: readonly Response[]) => answers.filter(({ status }) => status === 202).length;

  it('that is killed is started again; meanwhile no answer is a 500, and no file is lost', async () => {
    taken += takenOf(await upload(3));
    expect(taken).toBe(3);
    const api = system.record().services.api;
    const killed = system.databasePid() as number;
    process.kill(killed, 'SIGKILL');
    const sent = upload(10);
    const back = until('there is a new server', () => {
      const pid = system.databasePid();
      return pid !== undefined && pid !== killed;
    }).then(answersAgain);
    expectHonest('a SIGKILL', await askMeanwhile(call, back));
    const answers = await sent;
    expect(answers.map(({ status }) => status).filter((status) => status !== 202 && status !== 503)).toEqual([]);
    taken += takenOf(answers);
    await expectAllThere(taken);
    expect(system.log).toContain('The database ended unexpectedly. Starting it again.');
    expect(system.record().services.api).toBe(api);
  });

  it('that stands still for 30 s gives 503 with Retry-After, never 500, and goes on as before', async () => {
    const pid = system.databasePid() as number;
    await signalServer(pid, 'SIGSTOP');
    const pause = new Promise((resolve) => setTimeout(resolve, hungMs)).then(() => signalServer(pid, 'SIGCONT'));
    const sent = upload(10);
    expectHonest('30 s of SIGSTOP', await askMeanwhile(call, pause));
    const answers = await sent;
    expect(answers.map(({ status }) => status).filter((status) => status !== 202 && status !== 503)).toEqual([]);
    taken += takenOf(answers);
    await answersAgain();
    await expectAllThere(taken);
    // Nobody took it for dead.
    expect(system.databasePid()).toBe(pid);
  });

  it('has every page worked on after all that', async () => {
    const [answer] = await upload(1);
    expect(answer.status).toBe(202);
    await until('no document is unfinished', async () => {
      const { documents } = await client.get<{ documents: { status: string }[] }>('/v1/documents?limit=200');
      return documents.length === taken + 1 && documents.every(({ status }) => status === 'done');
    });
  });
});
