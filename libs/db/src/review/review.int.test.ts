import { type Seed, seedDatabase } from '@longhand/test-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';

let seed: Seed;
beforeAll(async () => {
  seed = await seedDatabase();
});
afterAll(() => seed?.close());

it('puts the riskiest words first, names their line, and lets go of what a person has seen', async () => {
  const { documentId } = await seed.addRead([['ta?ke 50?0mg daily', 'with wa?ter']], { title: 'Plan' });
  const { db, tenantId } = seed;
  const page = await db.pages.get(tenantId, documentId, 1);
  const [take, dose] = page?.lines[0].words ?? [];
  const first = await db.review.list(tenantId, { limit: 10 });
  expect(first.items.length).toBeGreaterThan(0);
  expect(first.items[0]).toMatchObject({ documentId, title: 'Plan', page: 1, risk: 'dose', word: { id: dose.id } });
  expect(first.items[0].lineText).toContain('daily');
  expect(first.items.map(({ word }) => word.id)).toContain(take.id);
  await db.pages.correctWord(tenantId, documentId, 1, dose.id, '500mg', 'key:1');
  const then = await db.review.list(tenantId, { limit: 10, documentId });
  expect(then.items.map(({ word }) => word.id)).not.toContain(dose.id);
  expect((await db.review.list(tenantId, { limit: 1 })).more).toBe(true);
  expect((await db.review.list(await db.tenants.ensure('other'), { limit: 10 })).items).toEqual([]);
});
