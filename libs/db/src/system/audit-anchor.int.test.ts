import { type Seed, seedDatabase } from '@longhand/test-kit';
import pg from 'pg';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { chainedHash } from './audit-chain.js';
import type { AuditVerification } from './audit-entry.js';

let seed: Seed;
let sql: pg.Client;
/** The log's end when it had 6 rows, and later, when it had 10. */
let early: AuditVerification;
let late: AuditVerification;

const append = (action: string) =>
  seed.db.audit.append({
    tenantId: seed.tenantId,
    actor: 'key:1',
    action,
    object: 'd1',
    requestId: 'r',
    outcome: 'done',
  });
const close = async () => {
  await sql?.end();
  await seed?.close();
};
beforeEach(async () => {
  await close();
  seed = await seedDatabase();
  sql = new pg.Client({ connectionString: seed.url });
  await sql.connect();
  for (let i = 0; i < 6; i += 1) await append(`read ${i}`);
  early = await seed.db.audit.verify(seed.tenantId);
  for (let i = 6; i < 10; i += 1) await append(`read ${i}`);
  late = await seed.db.audit.verify(seed.tenantId);
});
afterAll(close);

const verify = (...anchors: AuditVerification[]) => seed.db.audit.verify(seed.tenantId, { anchors });

/** As the database's owner can: does it, and writes every hash and the head again, so that all fits. */
async function rewrite(statement: string): Promise<void> {
  await sql.query('ALTER TABLE audit_log DISABLE TRIGGER audit_log_append_only');
  await sql.query(statement);
  const { rows } = await sql.query('SELECT * FROM audit_log ORDER BY id');
  let hash = '';
  for (const { id, tenant_id, request_id, ...row } of rows) {
    hash = chainedHash(hash, { ...row, tenantId: tenant_id, requestId: request_id });
    await sql.query('UPDATE audit_log SET hash = $1 WHERE id = $2', [hash, id]);
  }
  await sql.query('UPDATE audit_head SET rows = $1, hash = $2', [rows.length, hash]);
  await sql.query('ALTER TABLE audit_log ENABLE TRIGGER audit_log_append_only');
}

it('a sound log has every anchor, also after it grew', async () => {
  await append('read again');
  expect((await verify(early, late)).fault).toBeUndefined();
});

it('a rewritten row is seen by the first anchor after it, and not without one', async () => {
  await rewrite(`UPDATE audit_log SET actor = 'key:2' WHERE action = 'read 7'`);
  expect((await verify()).fault).toBeUndefined();
  expect((await verify(early)).fault).toBeUndefined();
  expect((await verify(late, early)).fault).toEqual({ what: 'rewritten', anchoredRows: 10 });
  await rewrite(`UPDATE audit_log SET actor = 'key:2' WHERE action = 'read 2'`);
  expect((await verify(late, early)).fault).toEqual({ what: 'rewritten', anchoredRows: 6 });
});

it('a tail that was cut with its head is told from a rewritten log', async () => {
  await rewrite(`DELETE FROM audit_log WHERE action IN ('read 8', 'read 9')`);
  expect((await verify()).fault).toBeUndefined();
  expect((await verify(early, late)).fault).toEqual({ what: 'cut', anchoredRows: 10 });
  // Other rows in the place of those that were cut.
  for (const action of ['x', 'y', 'z']) await append(action);
  expect((await verify(early, late)).fault).toEqual({ what: 'rewritten', anchoredRows: 10 });
  await rewrite('DELETE FROM audit_log');
  await sql.query('DELETE FROM audit_head');
  expect((await verify()).fault).toBeUndefined();
  expect((await verify(early)).fault).toEqual({ what: 'cut', anchoredRows: 6 });
});
