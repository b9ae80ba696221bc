import { createLogger } from '@longhand/log';
import { type Seed, seedDatabase, until } from '@longhand/test-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHeartbeat } from './heartbeat.js';

const log = createLogger({ service: 'test', level: 'silent' });

describe('startHeartbeat', () => {
  let seed: Seed;
  beforeAll(async () => {
    seed = await seedDatabase();
  });
  afterAll(() => seed.close());

  it('keeps the process on the list with what it says now, until it is closed', async () => {
    let beats = 0;
    const detail = () => {
      beats += 1;
      return { beats };
    };
    const heartbeat = startHeartbeat({ db: seed.db, log, kind: 'ocr-worker', detail, intervalMs: 50 });
    await until('it has beaten three times', () => beats >= 4);
    const [row] = await seed.db.workers.list(10_000);
    expect(row).toMatchObject({ id: heartbeat.id, kind: 'ocr-worker' });
    expect((row.detail as { beats: number }).beats).toBeGreaterThanOrEqual(3);
    await heartbeat.close();
    expect(await seed.db.workers.list(10_000)).toEqual([]);
  });
});
