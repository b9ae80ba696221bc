import { type Seed, seedDatabase } from '@longhand/test-kit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '@longhand/log';
import { batchesRepository } from './batches/batches.repository.js';
import { documentsRepository } from './documents/documents.repository.js';
import { openDatabase } from './open-database.js';
import { pagesRepository } from './pages/pages.repository.js';
import { type Client, createClient, joinTransaction } from './prisma.js';
import { searchRepository } from './search/search.repository.js';
import { auditRepository } from './system/audit.repository.js';
import { enterTenant } from './tenancy.js';

let seed: Seed;
let sql: pg.Client;
let client: Client;
let strangerId: string;
let documentId: string;
let pageId: string;
let wordId: string;
const log = createLogger({ service: 'test', level: 'silent' });

beforeAll(async () => {
  seed = await seedDatabase();
  sql = new pg.Client({ connectionString: seed.url });
  await sql.connect();
  client = createClient({ url: seed.url, pool: 2, log });
  strangerId = await seed.db.tenants.ensure('stranger');
  const mine = await seed.addRead([['planted words here']], { title: 'Mine' });
  documentId = mine.documentId;
  pageId = mine.pageIds[0];
  wordId = (await seed.db.pages.get(seed.tenantId, documentId, 1))?.lines[0].words[0].id as string;
  await seed.db.pages.correctWord(seed.tenantId, { documentId, number: 1, wordId, text: 'Planted', actor: 'key:1' });
  const box = { x: 0, y: 500, width: 100, height: 40 };
  const missed = { documentId, number: 1, box, text: 'missed', actor: 'key:1' };
  const { id: lineId = '' } = (await seed.db.pages.addLine(seed.tenantId, missed)) ?? {};
  await seed.db.pages.deleteLine(seed.tenantId, { documentId, number: 1, lineId, actor: 'key:1' });
  await seed.db.review.setSettings(seed.tenantId, { doubleKeying: true });
  await seed.db.pages.correctWord(seed.tenantId, { documentId, number: 1, wordId, text: 'Plant', actor: 'key:1' });
  await seed.db.apiKeys.create(seed.tenantId, 'mine');
  const user = { name: 'mine', role: 'clerk', passwordHash: 'none', mustChange: true } as const;
  const { userId = '' } = (await seed.db.users.create(seed.tenantId, user)) ?? {};
  const emergency = { id: userId, actor: 'user:1', name: 'a', role: 'clerk', reason: 'because', minutes: 1 } as const;
  await seed.db.breakGlass.open(seed.tenantId, emergency);
  await seed.db.sessions.begin(seed.tenantId, userId, 60_000);
  const entry = { actor: 'key:1', action: 'document.read', object: documentId, requestId: 'r1' };
  await seed.db.audit.append({ tenantId: seed.tenantId, ...entry });
  await seed.db.batches.addFile(seed.tenantId, seed.batchId, {
    position: 0,
    name: 'scan.jpg',
    sizeBytes: 1,
    status: 'accepted',
    documentId,
  });
  const parked = { batchId: seed.batchId, number: 0, sizeBytes: 1 };
  await seed.db.usage.park(seed.tenantId, parked, { bytes: 0, pages: 0, bytesToday: 0, pagesToday: 0 });
});
afterAll(async () => {
  await sql.end();
  await client.$disconnect();
  await seed.close();
});

/**
 * Calls a repository as `scope`; what the call itself asks for is up to it, so the application's
 * filter may name another tenant.
 */
function as<R>(scope: string, make: (client: Client) => R) {
  return <T>(work: (repository: R) => Promise<T>): Promise<T> =>
    client.$transaction(async (tx) => {
      await enterTenant(tx, scope);
      return work(make(joinTransaction(tx)));
    });
}

describe('row-level security alone', () => {
  it('stands on every table that has a tenant, for the roles that the services take', async () => {
    const { rows } = await sql.query<{ name: string; secured: boolean; policies: string }>(`
      SELECT c.relname AS name, c.relrowsecurity AS secured,
        (SELECT string_agg(polname, ',' ORDER BY polname) FROM pg_policy WHERE polrelid = c.oid) AS policies
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
      WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace`);
    expect(rows.length).toBeGreaterThanOrEqual(14);
    for (const row of rows) expect(row).toEqual({ name: row.name, secured: true, policies: 'all_rows,own_rows' });
    const roles = await sql.query(`
      SELECT rolsuper, rolbypassrls, rolcanlogin FROM pg_roles
        WHERE rolname IN ('longhand_tenant', 'longhand_system')`);
    expect(roles.rows).toEqual(Array(2).fill({ rolsuper: false, rolbypassrls: false, rolcanlogin: false }));
  });

  it('shows statements without any filter the own rows only, and none where no tenant is set', async () => {
    const tables = await tenantTables();
    for (const [tenant, isOwner] of [
      [seed.tenantId, true],
      [strangerId, false],
      ['', false],
    ] as const) {
      await sql.query('BEGIN');
      await sql.query(`SELECT set_config('app.tenant_id', $1, true), set_config('role', 'longhand_tenant', true)`, [
        tenant,
      ]);
      for (const table of tables) {
        const { rows } = await sql.query(`SELECT count(*)::int AS n FROM ${table} WHERE tenant_id = $1`, [
          seed.tenantId,
        ]);
        expect([table, rows[0].n > 0]).toEqual([table, isOwner]);
      }
      await sql.query('ROLLBACK');
    }
  });

  it('keeps changes, deletions and new rows away from other tenants', async () => {
    for (const table of await tenantTables()) {
      await sql.query('BEGIN');
      await sql.query(`SELECT set_config('app.tenant_id', $1, true), set_config('role', 'longhand_tenant', true)`, [
        strangerId,
      ]);
      const mayNot = ['audit_log', 'audit_head', 'break_glass'].includes(table);
      if (!mayNot) expect([table, (await sql.query(`DELETE FROM ${table}`)).rowCount]).toEqual([table, 0]);
      if (!['audit_log', 'break_glass'].includes(table)) {
        const { rowCount } = await sql.query(`UPDATE ${table} SET tenant_id = tenant_id`);
        expect([table, rowCount]).toEqual([table, 0]);
      }
      await sql.query('ROLLBACK');
    }
    await sql.query('BEGIN');
    await sql.query(`SELECT set_config('app.tenant_id', $1, true), set_config('role', 'longhand_tenant', true)`, [
      strangerId,
    ]);
    const insert = sql.query('INSERT INTO batch (id, tenant_id) VALUES (gen_random_uuid(), $1)', [seed.tenantId]);
    await expect(insert).rejects.toThrow(/row-level security/);
    await sql.query('ROLLBACK');
  });

  it('holds in every repository when the application asks for another tenant by mistake', async () => {
    const [a, d] = [seed.tenantId, documentId];
    const documents = as(strangerId, documentsRepository);
    const pages = as(strangerId, pagesRepository);
    const problem = { code: 'x.y', message: 'no' };
    expect(await documents((repository) => repository.get(a, d))).toBeUndefined();
    expect(await documents((repository) => repository.exists(a, d))).toBe(false);
    expect((await documents((repository) => repository.list(a, { limit: 10 }))).documents).toEqual([]);
    expect(await documents((repository) => repository.patch(a, d, { title: 'Taken' }))).toBeUndefined();
    expect(await documents((repository) => repository.cancel(a, d))).toBe(false);
    expect(await documents((repository) => repository.retry(a, d))).toBeUndefined();
    expect(await documents((repository) => repository.timeline(a, d))).toEqual([]);
    expect(await documents((repository) => repository.delete(a, d))).not.toBe(true);
    expect(await pages((repository) => repository.get(a, d, 1))).toBeUndefined();
    expect(await pages((repository) => repository.text(a, d))).toBeUndefined();
    expect(
      await pages((repository) =>
        repository.correctWord(a, { documentId: d, number: 1, wordId, text: 'Taken', actor: 'x' }),
      ),
    ).toBeUndefined();
    expect(await pages((repository) => repository.rotate(a, { documentId: d, number: 1, degrees: 90 }))).toBe(
      'missing',
    );
    await pages((repository) =>
      repository.fail(a, pageId, { step: 'segment-page', problem, outcome: { attempt: 1, isFinal: true } }),
    );
    const found = await as(
      strangerId,
      searchRepository,
    )((repository) => repository.find(a, { q: 'planted', limit: 5 }));
    expect(found.hits).toEqual([]);
    expect(await as(strangerId, batchesRepository)((repository) => repository.get(a, seed.batchId))).toBeUndefined();
    expect((await as(strangerId, auditRepository)((repository) => repository.list(a, { limit: 5 }))).rows).toEqual([]);
    const text = await seed.db.pages.text(a, d);
    expect(text).toEqual([{ number: 1, status: 'recognised', text: 'Planted words here' }]);
    expect((await seed.db.search.find(a, { q: 'planted', limit: 5 })).hits).toHaveLength(1);
  });

  it('lets a login work that has no rights but the two roles', async () => {
    const password = 'only-for-this-test';
    await sql.query(`DROP ROLE IF EXISTS longhand_test_login`);
    await sql.query(
      `CREATE ROLE longhand_test_login LOGIN NOINHERIT PASSWORD '${password}' IN ROLE longhand_tenant, longhand_system`,
    );
    const url = Object.assign(new URL(seed.url), { username: 'longhand_test_login', password }).href;
    const db = openDatabase({ url, pool: 1, log });
    const bare = new pg.Client({ connectionString: url });
    await bare.connect();
    try {
      await expect(bare.query('SELECT * FROM document')).rejects.toThrow(/permission denied/);
      expect((await db.documents.get(seed.tenantId, documentId))?.title).toBe('Mine');
      expect(await db.documents.get(strangerId, documentId)).toBeUndefined();
      expect(await db.outbox.count()).toBeGreaterThan(0);
      await db.workers.beat({ id: 'w', kind: 'api', startedAt: new Date(), detail: {} });
      const audit = { tenantId: seed.tenantId, actor: 'a', action: 'b', object: 'c', requestId: 'd' };
      await db.audit.append(audit);
      const { key } = await db.apiKeys.create(seed.tenantId, 'k', { role: 'clerk' });
      expect(await db.apiKeys.verify(key)).toMatchObject({ role: 'clerk', tenantId: seed.tenantId });
    } finally {
      await bare.end();
      await db.close();
      await sql.query('DROP ROLE longhand_test_login');
    }
  });
});

describe('the path of one tenant', () => {
  it('refuses a call that does not begin with a tenant', async () => {
    await expect(seed.db.documents.get('', documentId)).rejects.toThrow('must take the tenant');
  });

  it('leaves nothing behind on the connection', async () => {
    const one = openDatabase({ url: seed.url, pool: 1, log });
    try {
      expect(await one.documents.get(seed.tenantId, documentId)).toBeDefined();
      expect(await one.documents.get(strangerId, documentId)).toBeUndefined();
      expect(await one.documents.countWaiting()).toBe(0);
      await one.ping();
    } finally {
      await one.close();
    }
  });
});

describe('a search under row-level security', () => {
  it('may use the indexes: what it compares with is known to tell nothing of hidden rows', async () => {
    const { rows } = await sql.query<{ oprname: string }>(`
      SELECT oprname FROM pg_operator JOIN pg_proc p ON p.oid = oprcode
      WHERE NOT proleakproof AND (oprname = '@@' AND oprleft = 'tsvector'::regtype OR oprname = '%'
        AND oprleft = 'text'::regtype
        OR oprname = '@>' AND oprleft = 'anyarray'::regtype OR oprname IN ('=', '<', '>=')
          AND oprleft IN ('text'::regtype, 'uuid'::regtype)
        AND oprright = oprleft)`);
    expect(rows).toEqual([]);
  });

  it('still uses the index of the words', async () => {
    await sql.query('BEGIN');
    await sql.query(
      `SELECT set_config('enable_seqscan', 'off', true), set_config('app.tenant_id', $1, true),
      set_config('role', 'longhand_tenant', true)`,
      [seed.tenantId],
    );
    const { rows } = await sql.query(`EXPLAIN SELECT page_id FROM search_page WHERE body @@ 'word'::tsquery`);
    await sql.query('ROLLBACK');
    expect(JSON.stringify(rows)).toContain('search_page_words');
  });
});

async function tenantTables(): Promise<string[]> {
  const { rows } = await sql.query<{ name: string }>(`
    SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public'
      AND column_name = 'tenant_id'`);
  return rows.map(({ name }) => name);
}
