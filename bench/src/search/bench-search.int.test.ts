import { createTestDatabase, type TestDatabase } from '@longhand/test-kit';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { queryKinds } from './make-queries.js';
import { type FilledDatabase, fillForBench, measureSearch } from './run-search-bench.js';
import { searchReport } from './search-report.js';

const options = { pages: 1500, wordsPerPage: 40, queries: 12, log: () => undefined };
let database: TestDatabase;
let filled: FilledDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  filled = await fillForBench(database.url, options);
});
afterAll(() => database?.drop());

it('finds what its pages say, and reports each kind of query', async () => {
  const report = await measureSearch(database.url, filled, options);
  expect(report.kinds.map(({ kind, isFiltered }) => [kind, isFiltered])).toEqual(
    queryKinds.flatMap((kind) => [
      [kind, false],
      [kind, true],
    ]),
  );
  for (const { kind, isFiltered, measured } of report.kinds) {
    const { queries, wall, found, hits } = measured;
    expect([kind, isFiltered, queries]).toEqual([kind, isFiltered, 12]);
    expect(wall.p50).toBeGreaterThan(0);
    expect(wall.max).toBeGreaterThanOrEqual(wall.p95);
    // Two words that were drawn apart need not meet on one of so few pages.
    const least = kind === 'two words' ? 0.5 : 0.8;
    if (!isFiltered) expect([kind, found > least, hits > 1]).toEqual([kind, true, true]);
  }
  const text = searchReport(report, { command: 'longhand bench search', date: '2026-01-02', machine: 'a machine' });
  expect(text).toContain('1,500 synthetic pages');
  expect(text.match(/^\| .*, tenant and year \|/gm)).toHaveLength(queryKinds.length);
});

it('leaves the schema as it was, with a lexicon as its triggers keep it', async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const ask = async (question: string) => (await client.query(question)).rows[0].answer;
    const indexes =
      "SELECT count(*)::int AS answer FROM pg_indexes WHERE tablename IN ('search_page', 'search_form', 'word')";
    expect(await ask(indexes)).toBe(11);
    expect(await ask('SELECT count(*)::int AS answer FROM search_page')).toBe(1500);
    expect(await ask('SELECT count(*)::int AS answer FROM word')).toBe(60_000);
    // Writing every row again takes each form away and brings it back.
    const lexicon = `SELECT md5(string_agg(form || pages, ' ' ORDER BY tenant_id, form)) AS answer FROM search_form`;
    const before = await ask(lexicon);
    await client.query('DELETE FROM search_form');
    await client.query(
      'CREATE TEMP TABLE kept AS SELECT * FROM search_page; SET session_replication_role = replica; DELETE FROM ' +
        'search_page',
    );
    await client.query(
      'SET session_replication_role = origin; ALTER TABLE search_page DROP CONSTRAINT search_page_page_id_fkey',
    );
    await client.query('INSERT INTO search_page SELECT * FROM kept');
    expect(await ask(lexicon)).toBe(before);
  } finally {
    await client.end();
  }
});
