import { PermanentFailure } from '@longhand/core';
import { afterEach, expect, test } from 'vitest';
import { openPagePool, type PagePool } from './page-pool.js';

const limits = { maxPixels: 1e6, maxPages: 10, timeoutMs: 1_000 };
const location = { url: new URL('./testing/fake-page-thread.mjs', import.meta.url), execArgv: [] };
const never = new AbortController().signal;
let pool: PagePool;
const open = (threads: number) => {
  pool = openPagePool({ threads, limits, location });
  return pool;
};

afterEach(() => pool.close());

test('a stuck thread is ended in time, its page fails for now with a code, and the pool goes on', async () => {
  const { open: run } = open(1);
  const [stuck, waiting] = await Promise.allSettled([run('hang', never).catch((error) => error), run('fine', never)]);
  expect(stuck).toMatchObject({
    value: { code: 'page.took_too_long', message: expect.stringMatching(/lower resolution/) },
  });
  expect(stuck).not.toMatchObject({ value: expect.any(PermanentFailure) });
  expect(waiting).toEqual({ status: 'fulfilled', value: { pageCount: 7 } });
});

test('the wait for a free thread does not count against the time limit', async () => {
  const { open: run } = open(1);
  const all = await Promise.allSettled([run('hang', never), run('hang', never), run('fine', never)]);
  expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
});

test('a thread that dies fails its page for now, and the next page gets another thread', async () => {
  const { open: run } = open(1);
  const dead = await run('die', never).catch((error) => error);
  expect(dead).toMatchObject({ code: 'page.thread_failed' });
  expect(dead).not.toBeInstanceOf(PermanentFailure);
  expect(await run('fine', never)).toEqual({ pageCount: 7 });
});

test('refusals keep code, sentence and finality; unexpected errors show none of their text', async () => {
  const { open: run } = open(2);
  const refused = await run('refuse', never).catch((error) => error);
  expect(refused).toBeInstanceOf(PermanentFailure);
  expect(refused).toMatchObject({ code: 'pdf.encrypted', message: 'No.' });
  const thrown = await run('throw', never).catch((error) => error);
  expect(thrown.code).toBe('page.thread_failed');
  expect(thrown.message).not.toContain('secret');
});

test('a cancelled job ends its thread, and one that still waits never starts', async () => {
  const { open: run } = open(1);
  const stop = new AbortController();
  const both = Promise.allSettled([run('hang', stop.signal), run('fine', stop.signal)]);
  setTimeout(() => stop.abort(new Error('stopped by the queue')), 200);
  for (const outcome of await both) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: { message: 'stopped by the queue' } });
  }
  expect(await run('fine', never)).toEqual({ pageCount: 7 });
});
