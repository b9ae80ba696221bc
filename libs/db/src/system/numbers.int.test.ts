import { seedDatabase } from '@longhand/test-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';

let seed: Awaited<ReturnType<typeof seedDatabase>>;
beforeAll(async () => {
  seed = await seedDatabase();
});
afterAll(() => seed?.close());

it('counts pages and documents by status, and tells how long the oldest has waited', async () => {
  const empty = await seed.db.numbers.read();
  expect(empty).toMatchObject({ pages: [], waiting: [], outboxSeconds: 0 });
  const { pageIds } = await seed.addDocument({ pageCount: 3 });
  await new Promise((resolve) => setTimeout(resolve, 300));
  const { pages, waiting, outboxSeconds } = await seed.db.numbers.read();
  expect(pages).toEqual([{ status: 'queued', count: pageIds.length }]);
  expect(waiting).toEqual([{ status: 'queued', seconds: expect.any(Number) }]);
  expect(waiting[0].seconds).toBeGreaterThan(0.25);
  expect(outboxSeconds).toBeGreaterThan(0.25);
});
