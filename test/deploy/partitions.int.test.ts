import { randomUUID } from 'node:crypto';
import { seedDatabase } from '@longhand/test-kit';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';

const tenants = 4;
const hashes = 4;

let seed: Awaited<ReturnType<typeof seedDatabase>>;
let sql: pg.Client;
const tenantIds: string[] = [];

/**
 * What docs/scale.md says about the word index of a very large system: by tenant, and below that by
 * month.
 */
const partitioned = [
  'CREATE TABLE search_cut (LIKE search_page, month date NOT NULL) PARTITION BY HASH (tenant_id)',
  ...Array.from({ length: hashes }, (_, hash) => [
    `CREATE TABLE search_cut_${hash} PARTITION OF search_cut FOR VALUES WITH (MODULUS ${hashes}, REMAINDER ` +
      `${hash}) PARTITION BY RANGE (month)`,
    `CREATE TABLE search_cut_${hash}_09 PARTITION OF search_cut_${hash} FOR VALUES FROM ('2026-09-01') TO ` +
      `('2026-10-01')`,
    `CREATE TABLE search_cut_${hash}_10 PARTITION OF search_cut_${hash} FOR VALUES FROM ('2026-10-01') TO ` +
      `('2026-11-01')`,
  ]).flat(),
  'CREATE INDEX ON search_cut USING gin (body, labels)',
  `INSERT INTO search_cut SELECT *, CASE WHEN number % 2 = 1 THEN DATE '2026-09-15' ELSE DATE '2026-10-15' END ` +
    'FROM search_page',
  'ANALYZE search_cut',
];

beforeAll(async () => {
  seed = await seedDatabase();
  for (let i = 0; i < tenants; i += 1) {
    const tenantId = await seed.db.tenants.ensure(`clinic-${i}-${randomUUID()}`);
    const batch = await seed.db.batches.create(tenantId, {});
    await seed.addRead([['penicillin for a week'], ['penicillin no more'], ['come back']], {
      tenantId,
      batchId: batch.id,
    });
    tenantIds.push(tenantId);
  }
  sql = new pg.Client({ connectionString: seed.url });
  await sql.connect();
  for (const statement of partitioned) await sql.query(statement);
});
afterAll(async () => {
  await sql?.end();
  await seed?.close();
});

const query = (table: string, tenantId: string, month?: string) =>
  `SELECT page_id FROM ${table} WHERE tenant_id = '${tenantId}' AND body @@ '${tenantId.slice(-5)}.penicillin'::tsquery
   ${month ? `AND month >= '${month}-01' AND month < DATE '${month}-01' + interval '1 month'` : ''} ORDER BY page_id`;

/** The tables that a query reads, from its plan. */
async function tablesOf(text: string): Promise<string[]> {
  const { rows } = await sql.query(`EXPLAIN (FORMAT JSON) ${text}`);
  const names = [...JSON.stringify(rows[0]).matchAll(/"Relation Name":"(\w+)"/g)].map(([, name]) => name);
  return [...new Set(names)].sort();
}

it('finds the same pages as the table that is not cut', async () => {
  for (const tenantId of tenantIds) {
    const whole = (await sql.query(query('search_page', tenantId))).rows;
    expect(whole).toHaveLength(2);
    expect((await sql.query(query('search_cut', tenantId))).rows).toEqual(whole);
    expect((await sql.query(query('search_cut', tenantId, '2026-09'))).rows).toHaveLength(1);
  }
});

it("reads one tenant's months alone, and one month where the search names it", async () => {
  for (const tenantId of tenantIds) {
    const tables = await tablesOf(query('search_cut', tenantId));
    expect(tables).toHaveLength(2);
    const [, hash] = /^search_cut_(\d)_/.exec(tables[0]) as RegExpExecArray;
    expect(tables).toEqual([`search_cut_${hash}_09`, `search_cut_${hash}_10`]);
    expect(await tablesOf(query('search_cut', tenantId, '2026-10'))).toEqual([`search_cut_${hash}_10`]);
  }
});

it('drops a month without a deletion', async () => {
  const count = async () => Number((await sql.query('SELECT count(*) FROM search_cut')).rows[0].count);
  const before = await count();
  for (let hash = 0; hash < hashes; hash += 1) await sql.query(`DROP TABLE search_cut_${hash}_09`);
  expect(before).toBe(tenants * 3);
  expect(await count()).toBe(tenants);
});
