import { fileURLToPath } from 'node:url';
import { type Seed, seedDatabase } from '@longhand/test-kit';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrateDeploy } from '../migrate-deploy.js';

const migrations = fileURLToPath(new URL('../../../../prisma/migrations', import.meta.url));

/** The search tables as they were before rows had a folding and the lexicon keys. */
const asBefore = `
  DELETE FROM _prisma_migrations WHERE migration_name LIKE '%_search_folding' OR migration_name LIKE '%_search_speed';
  DROP INDEX search_form_keys; DROP FUNCTION search_keys; ALTER TABLE search_page DROP COLUMN folding;
  ALTER TABLE search_page ALTER COLUMN body SET STORAGE EXTENDED;
  CREATE INDEX search_form_trigrams ON search_form USING GIN (tenant_id uuid_ops,
    form gin_trgm_ops) WITH (fastupdate = off)`;

let seed: Seed;
let sql: pg.Client;
beforeAll(async () => {
  seed = await seedDatabase();
  sql = new pg.Client({ connectionString: seed.url });
  await sql.connect();
});
afterAll(async () => {
  await sql.end();
  await seed.close();
});

it('brings the rows of an older system up to date, and searches meanwhile find what they hold', async () => {
  const filler = Array.from({ length: 100 }, (_, i) => `w${'a'.repeat(40)}${i}`).join(' ');
  const { pageIds } = await seed.addRead([['Frau Mueller', 'amoxicillin 500mg', filler]]);
  await sql.query(asBefore);
  // What the older system wrote: packed, one token for the amount, and the name in one spelling.
  await sql.query(
    `UPDATE search_page SET body = (replace(body::text, '.500', '.500mg'))::tsvector || (SELECT ''::tsvector) ` +
      'WHERE page_id = $1',
    [pageIds[0]],
  );
  const packed = async () =>
    (await sql.query(`SELECT pg_column_compression(body) IS NOT NULL AS packed FROM search_page`)).rows[0].packed;
  expect(await packed()).toBe(true);

  expect(await migrateDeploy(seed.url, migrations)).toEqual([
    expect.stringMatching(/_search_folding$/),
    expect.stringMatching(/_search_speed$/),
  ]);
  const found = async (q: string) => (await seed.db.search.find(seed.tenantId, { q, limit: 5 })).hits.length;
  expect(await Promise.all(['mueller', 'amoxicilin', '500 mg', 'Müller'].map(found))).toEqual([1, 1, 0, 1]);
  expect(await seed.db.search.refold(10)).toBe(1);
  expect(await seed.db.search.refold(10)).toBe(0);
  expect(await packed()).toBe(false);
  expect(await Promise.all(['mueller', 'amoxicilin', '500 mg', 'Müller'].map(found))).toEqual([1, 1, 1, 1]);
});

it('looks up similar forms by their keys, also behind row-level security', async () => {
  await sql.query(`INSERT INTO search_form SELECT $1, 'form' || md5(i::text), 1 FROM generate_series(1, 3000) i`, [
    seed.tenantId,
  ]);
  await sql.query('ANALYZE search_form');
  await sql.query('BEGIN; SET LOCAL ROLE longhand_tenant; SET LOCAL enable_seqscan = off');
  await sql.query(`SELECT set_config('app.tenant_id', $1, true)`, [seed.tenantId]);
  const { rows } = await sql.query(
    `EXPLAIN SELECT form FROM search_form WHERE tenant_id = '${seed.tenantId}' AND search_keys(tenant_id, form) ` +
      `&& search_keys('${seed.tenantId}', 'amoxicilin')`,
  );
  await sql.query('COMMIT');
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('search_form_keys');
});
