import type { Database } from '@longhand/db';
import type { Logger } from '@longhand/log';
import { describe, expect, it } from 'vitest';
import { type SweeperOptions, sweep } from './sweeper.js';

const pages = Array.from({ length: 4 }, (_, i) => ({ tenantId: 't', documentId: 'd', pageId: `${i}` }));
const nothing = { countWaiting: async () => 0, stuck: async () => [] };

/** Rows of queued pages as each look finds them, and what the queue does not have. */
function setUp(looks: (typeof pages)[], lost: typeof pages) {
  const enqueued: unknown[] = [];
  const warned: unknown[] = [];
  const stuck = async (status: string) => (status === 'queued' ? (looks.shift() ?? []) : []);
  const queue = {
    // Fewer than there are rows: at an upload the rows are always a little ahead.
    depth: async () => 0,
    missing: async () => lost,
    enqueueMany: async (_: unknown, payloads: readonly unknown[]) => void enqueued.push(...payloads),
  };
  const options = {
    db: { documents: nothing, pages: { countWaiting: async () => 4, stuck } } as unknown as Pick<
      Database,
      'documents' | 'pages'
    >,
    queue: queue as unknown as SweeperOptions['queue'],
    log: { warn: (fields: unknown) => warned.push(fields) } as unknown as Logger,
  };
  return { options, enqueued, warned };
}

describe('sweep', () => {
  it('is silent while every old row has its job, whatever the counts say', async () => {
    const { options, enqueued, warned } = setUp([pages], []);
    await sweep(options);
    expect({ enqueued, warned }).toEqual({ enqueued: [], warned: [] });
  });

  it('does not count a job that ended while the queue was asked', async () => {
    const { options, enqueued, warned } = setUp([pages, pages.slice(1)], [pages[0]]);
    await sweep(options);
    expect({ enqueued, warned }).toEqual({ enqueued: [], warned: [] });
  });

  it('enqueues what is lost, and tells its number', async () => {
    const { options, enqueued, warned } = setUp([pages, pages.slice(1)], pages.slice(0, 3));
    await sweep(options);
    expect(enqueued).toEqual([pages[1], pages[2]]);
    expect(warned).toEqual([{ queue: 'segment-page', jobs: 2 }]);
  });
});
