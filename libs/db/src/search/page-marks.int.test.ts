import { readBy, recognisedPage, type Seed, seedDatabase } from '@longhand/test-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let seed: Seed;
let documentId: string;

beforeAll(async () => {
  seed = await seedDatabase();
  await seed.addRead([['all of it in English']], { title: 'English' });
  const mixed = await seed.addRead([['Name', 'of the patient'], ['nothing else']], { title: 'Two scripts' });
  documentId = mixed.documentId;
  const page = recognisedPage(['Name', 'of the patient']);
  page.lines[1] = { ...page.lines[1], words: [], script: 'Deva' };
  await seed.db.pages.saveRecognised(seed.tenantId, mixed.pageIds[0], { ...readBy, page });
});
afterAll(() => seed.close());

const pages = async (q: string) =>
  (await seed.db.search.find(seed.tenantId, { q, limit: 20 })).hits.map(({ title, page }) => `${title} ${page}`);

describe('a line in a script that no reader knows', () => {
  it('stays on its page without words, with the name of its script and a warning', async () => {
    const page = await seed.db.pages.get(seed.tenantId, documentId, 1);
    expect(page?.lines.map(({ script, words }) => [script, words.length])).toEqual([
      [undefined, 1],
      ['Deva', 0],
    ]);
    expect(page?.warnings).toEqual(['page.other_script']);
  });

  it('is found by its warning and by its script, and with words of its page', async () => {
    expect(await pages('warning:other_script')).toEqual(['Two scripts 1']);
    expect(await pages('script:Devanagari')).toEqual(['Two scripts 1']);
    expect(await pages('script:deva name')).toEqual(['Two scripts 1']);
    expect(await pages('script:Tamil')).toEqual([]);
    expect(await pages('name -warning:other_script')).toEqual([]);
  });

  it('is still found after its document got another title', async () => {
    await seed.db.documents.patch(seed.tenantId, documentId, { title: 'Renamed' });
    expect(await pages('script:deva')).toEqual(['Renamed 1']);
    expect(await pages('title:renamed')).toEqual(['Renamed 1', 'Renamed 2']);
  });
});
