import { readBy, recognisedPage, type Seed, seedDatabase } from '@longhand/test-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

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
  const first = await db.review.list(tenantId, { limit: 10, actor: 'key:1' });
  expect(first.items.length).toBeGreaterThan(0);
  expect(first.items[0]).toMatchObject({ documentId, title: 'Plan', page: 1, risk: 'dose', word: { id: dose.id } });
  expect(first.items[0].lineText).toContain('daily');
  expect(first.items.map(({ word }) => word.id)).toContain(take.id);
  await db.pages.correctWord(tenantId, { documentId, number: 1, wordId: dose.id, text: '500mg', actor: 'key:1' });
  const then = await db.review.list(tenantId, { limit: 10, documentId, actor: 'key:1' });
  expect(then.items.map(({ word }) => word.id)).not.toContain(dose.id);
  expect((await db.review.list(tenantId, { limit: 1, actor: 'key:1' })).more).toBe(true);
  expect((await db.review.list(await db.tenants.ensure('other'), { limit: 10, actor: 'key:1' })).items).toEqual([]);
});

describe('double keying', () => {
  /** A document with one uncertain word, and what people do with it. */
  async function onePage() {
    const { db, tenantId } = seed;
    const { documentId, pageIds } = await seed.addRead([['take 50?0mg daily']]);
    const word = async () => (await db.pages.get(tenantId, documentId, 1))?.lines[0].words[1];
    const type = async (actor: string, text: string) =>
      db.pages.correctWord(tenantId, { documentId, number: 1, wordId: (await word())?.id ?? '', text, actor });
    const queueOf = async (actor: string) =>
      (await db.review.list(tenantId, { limit: 10, documentId, actor })).items.map(
        ({ keyedTexts }) => keyedTexts ?? 'once or never',
      );
    const text = async () => (await db.pages.text(tenantId, documentId))?.[0].text;
    return { documentId, pageId: pageIds[0], word, type, queueOf, text };
  }
  const readAgain = (pageId: string, line: string) =>
    seed.db.pages.saveRecognised(seed.tenantId, pageId, {
      ...readBy,
      modelVersion: line,
      page: recognisedPage([line]),
    });
  beforeAll(() => seed.db.review.setSettings(seed.tenantId, { doubleKeying: true }));
  afterAll(() => seed.db.review.setSettings(seed.tenantId, { doubleKeying: false }));

  it('takes a word when two people typed the same, and not before', async () => {
    const { documentId, type, queueOf, text } = await onePage();
    expect(await type('ann', '500mg')).toMatchObject({ text: '500mg', reading: '500mg', keying: 'once' });
    expect(await type('ann', '600mg')).toMatchObject({ text: '500mg', keying: 'once' });
    expect([await queueOf('ann'), await queueOf('ben')]).toEqual([[], ['once or never']]);
    expect(await text()).toBe('take 500mg? daily');
    expect(await type('ben', '600mg')).toMatchObject({ text: '600mg', keying: 'verified', correctedBy: 'ben' });
    expect(await text()).toBe('take 600mg daily');
    const { hits } = await seed.db.search.find(seed.tenantId, { q: '600mg', limit: 5 });
    expect(hits.map((hit) => hit.documentId)).toContain(documentId);
    expect([await queueOf('ann'), await queueOf('ben'), await queueOf('cat')]).toEqual([[], [], []]);
  });

  it('shows what was typed differently to a third person alone, whose word decides', async () => {
    const { type, queueOf, text, word } = await onePage();
    await type('ann', '500mg');
    expect(await type('ben', '600mg')).toMatchObject({ keying: 'disputed' });
    expect([await queueOf('ann'), await queueOf('ben')]).toEqual([[], []]);
    expect(await queueOf('cat')).toEqual([['500mg', '600mg']]);
    await expect(type('ann', '600mg')).rejects.toMatchObject({ code: 'word.keyed_already' });
    expect(await type('cat', '600mg')).toMatchObject({ text: '600mg', keying: 'verified' });
    expect(await text()).toBe('take 600mg daily');
    // Verified is not for ever: the next round begins from nothing.
    expect(await type('ann', '700mg')).toMatchObject({ text: '600mg', keying: 'once' });
    expect(await type('dan', '700mg')).toMatchObject({ text: '700mg', keying: 'verified' });
    expect((await word())?.keying).toBe('verified');
  });

  it('asks for a second person where somebody put a sure word right', async () => {
    const { db, tenantId } = seed;
    const { documentId } = await seed.addRead([['plain words']]);
    const [plain] = (await db.pages.get(tenantId, documentId, 1))?.lines[0].words ?? [];
    await db.pages.correctWord(tenantId, { documentId, number: 1, wordId: plain.id, text: 'plane', actor: 'ann' });
    expect((await db.review.list(tenantId, { limit: 10, documentId, actor: 'ben' })).items).toHaveLength(1);
  });

  it('survives another reading and a turn of the page, before and after it is verified', async () => {
    const { documentId, pageId, type, word, queueOf } = await onePage();
    await type('ann', '600mg');
    await readAgain(pageId, 'take 5?0Omg daily');
    expect(await word()).toMatchObject({ reading: '50Omg', keying: 'once' });
    await seed.db.pages.rotate(seed.tenantId, { documentId, number: 1, degrees: 90 });
    await seed.db.pages.rotate(seed.tenantId, { documentId, number: 1, degrees: 270 });
    expect(await queueOf('ann')).toEqual([]);
    await type('ben', '600mg');
    await readAgain(pageId, 'take 5OOmg daily');
    expect((await word())?.text).toBe('600mg');
  });

  it('leaves nothing waiting when it is switched off: the next word settles it', async () => {
    const { type, queueOf } = await onePage();
    await type('ann', '600mg');
    await seed.db.review.setSettings(seed.tenantId, { doubleKeying: false });
    expect(await queueOf('ann')).toEqual(['once or never']);
    const settled = await type('ann', '600mg');
    expect([settled?.text, settled?.keying]).toEqual(['600mg', undefined]);
    await seed.db.review.setSettings(seed.tenantId, { doubleKeying: true });
    expect(await queueOf('ben')).toEqual([]);
  });
});
