import type { Database } from '@longhand/db';
import type { Logger } from '@longhand/log';
import { expect, it, vi } from 'vitest';
import { startSearchRefolder } from './search-refolder.js';

it('goes on until no row is left, then rests', async () => {
  const left = [20, 20, 7, 0];
  const refold = vi.fn(async () => left.shift() ?? 0);
  const info = vi.fn();
  const db = { search: { refold } } as unknown as Pick<Database, 'search'>;
  const refolder = startSearchRefolder({ db, log: { info } as unknown as Logger, intervalMs: 60_000 });
  await vi.waitFor(() => expect(info).toHaveBeenCalledWith({ pages: 47 }, expect.any(String)));
  await refolder.close();
  expect(refold).toHaveBeenCalledTimes(4);
});

it('ends between two batches when it is closed', async () => {
  const refold = vi.fn(async () => 20);
  const db = { search: { refold } } as unknown as Pick<Database, 'search'>;
  const refolder = startSearchRefolder({ db, log: { info: () => undefined } as unknown as Logger });
  await vi.waitFor(() => expect(refold.mock.calls.length).toBeGreaterThan(1));
  await refolder.close();
  const calls = refold.mock.calls.length;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(refold).toHaveBeenCalledTimes(calls);
});
