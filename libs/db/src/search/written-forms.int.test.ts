import { scriptForms, type Seed, seedDatabase, writtenForms } from '@longhand/test-kit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const suites = { ...writtenForms, ...scriptForms };
const texts = [...new Set(Object.values(suites).flatMap((cases) => cases.map(([page]) => page)))];

/**
 * One document whose pages are the texts of the table: on which of them a query is found, and
 * whether surely.
 */
let seed: Seed;
beforeAll(async () => {
  seed = await seedDatabase();
  await seed.addRead(
    texts.map((text) => text.split('\n')),
    { title: 'Register' },
  );
});
afterAll(() => seed.close());

async function outcomesOf(query: string): Promise<Map<string, string>> {
  const outcomes = new Map<string, string>();
  let cursor: string | undefined;
  do {
    const answer = await seed.db.search.find(seed.tenantId, { q: query, fuzzy: false, limit: 100, cursor });
    for (const { page, guess } of answer.hits) outcomes.set(texts[page - 1], guess ? 'guess' : 'sure');
    cursor = answer.cursor;
  } while (cursor);
  return outcomes;
}

describe.each(Object.entries(suites))('%s', (_, cases) => {
  it.each(cases)('on the page %j, asked %j: %s', async (page, query, outcome) => {
    expect((await outcomesOf(query)).get(page) ?? 'none').toBe(outcome);
  });
});

it('lights both parts of a word that goes on in the next line, and all boxes of a name', async () => {
  const lit = async (q: string) =>
    (await seed.db.search.find(seed.tenantId, { q, fuzzy: false, limit: 1 })).hits[0].words
      .filter(({ matched }) => matched)
      .map(({ text }) => text);
  expect(await lit('transferred')).toEqual([expect.stringMatching(/^trans/), 'ferred']);
  expect(await lit('hargrove name')).toEqual(['Name', 'H', 'A', 'R', 'GR', 'O', 'VE']);
});

it('writes rows of an older folding again, and leaves those of a newer one', async () => {
  const { pageIds } = await seed.addRead([['Frau Mueller'], ['Herr Mueller']], { title: 'Old' });
  const client = new pg.Client({ connectionString: seed.url });
  await client.connect();
  try {
    const age = (folding: number, pageId: string) =>
      client.query(`UPDATE search_page SET folding = $1, body = '' WHERE page_id = $2`, [folding, pageId]);
    await age(0, pageIds[0]);
    await age(9999, pageIds[1]);
    const pages = async () => (await seed.db.search.find(seed.tenantId, { q: 'title:old Müller', limit: 9 })).hits;
    expect(await pages()).toEqual([]);
    expect(await seed.db.search.refold(10)).toBe(1);
    expect(await seed.db.search.refold(10)).toBe(0);
    expect(await pages()).toMatchObject([{ page: 1, certainty: 0.95 }]);
    const forms = await client.query(
      `SELECT form, pages FROM search_form WHERE form IN ('mueller', 'frau') ORDER BY form`,
    );
    expect(forms.rows).toMatchObject([{ form: 'frau', pages: 1 }, { form: 'mueller' }]);
  } finally {
    await client.end();
  }
});
