import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAnchors } from '@longhand/db';
import { createLogger } from '@longhand/log';
import { type Seed, seedDatabase, until } from '@longhand/test-kit';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startAuditWatch } from './audit-watch.js';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const anchorKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
let seed: Seed;
let sql: pg.Client;
let folder: string;
let anchorFile: string;
let logged = '';
const destination = {
  write(line: string) {
    logged += line;
  },
};
const log = createLogger({ service: 'test', level: 'info', destination });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longhand-anchor-test-'));
  anchorFile = join(folder, 'anchors.jsonl');
  seed = await seedDatabase();
  sql = new pg.Client({ connectionString: seed.url });
  await sql.connect();
  for (let i = 0; i < 5; i += 1) await append(i);
});
afterAll(async () => {
  await sql?.end();
  await seed?.close();
  await rm(folder, { recursive: true, force: true });
});

const append = (i: number) =>
  seed.db.audit.append({ tenantId: seed.tenantId, actor: 'key:1', action: `read ${i}`, object: 'd', requestId: 'r' });
const fileAnchors = async () => readAnchors(await readFile(anchorFile, 'utf8'), publicKey);

/** Lets several processes' worth of watches look once, after the last check has become old. */
async function check(count = 1): Promise<number | undefined> {
  await sql.query(`UPDATE upkeep SET done_at = now() - interval '2 days'`);
  const before = await seed.db.upkeep.read('audit-check');
  const watches = Array.from({ length: count }, () =>
    startAuditWatch({ db: seed.db, log, checkHours: 24, anchorKey, anchorFile }),
  );
  await until('the check to end', async () => {
    const { doneAt } = (await seed.db.upkeep.read('audit-check')) ?? {};
    return doneAt !== undefined && doneAt.getTime() !== before?.doneAt?.getTime();
  });
  await Promise.all(watches.map((watch) => watch.close()));
  return (await seed.db.numbers.read()).auditCheck?.brokenLogs;
}

it('of several processes one checks the logs and signs their ends, in file and log, once a day', async () => {
  expect(await check(3)).toBe(0);
  const [anchor, ...more] = await fileAnchors();
  expect([more, anchor.heads]).toEqual([
    [],
    [{ tenantId: seed.tenantId, rows: 5, head: (await seed.db.audit.verify(seed.tenantId)).head }],
  ]);
  expect(readAnchors(logged, publicKey)).toEqual([anchor]);
  expect(await seed.db.upkeep.claim('audit-check', 24 * 3_600_000)).toBe(false);
  await append(5);
  expect(await check()).toBe(0);
  expect((await fileAnchors()).map(({ heads }) => heads[0].rows)).toEqual([5, 6]);
});

it('a tail that was cut together with its head is counted as a broken log, and is not signed', async () => {
  const before = await sql.query('SELECT rows, hash FROM audit_head');
  await sql.query('CREATE TABLE kept AS TABLE audit_log');
  await sql.query('ALTER TABLE audit_log DISABLE TRIGGER audit_log_append_only');
  await sql.query('DELETE FROM audit_log WHERE id = (SELECT max(id) FROM audit_log)');
  await sql.query(`UPDATE audit_head SET rows = 5, hash = (SELECT hash FROM audit_log ORDER BY id DESC LIMIT 1)`);
  expect((await seed.db.audit.verify(seed.tenantId)).fault).toBeUndefined();
  expect(await check()).toBe(1);
  expect(await fileAnchors()).toHaveLength(2);
  expect(logged).toContain('"fault":"cut"');
  await sql.query('DELETE FROM audit_log');
  await sql.query('INSERT INTO audit_log SELECT * FROM kept');
  await sql.query('UPDATE audit_head SET rows = $1, hash = $2', [before.rows[0].rows, before.rows[0].hash]);
  await sql.query('ALTER TABLE audit_log ENABLE TRIGGER audit_log_append_only');
  expect(await check()).toBe(0);
});

it('a forged anchor in the file is counted as well', async () => {
  const lines = await readFile(anchorFile, 'utf8');
  await writeFile(anchorFile, lines.replace('"rows":5', '"rows":4'));
  expect(await check()).toBe(1);
});

it('a check that fails is due again at once', async () => {
  await sql.query(`UPDATE upkeep SET done_at = now() - interval '2 days'`);
  const watch = startAuditWatch({ db: seed.db, log, checkHours: 24, anchorKey, anchorFile: join(folder, 'no', 'x') });
  await until('the check to fail', async () => (await seed.db.upkeep.read('audit-check'))?.failedAt !== undefined);
  await watch.close();
  expect(await seed.db.upkeep.claim('audit-check', 24 * 3_600_000)).toBe(true);
});

it('a key that cannot sign stops the start', () => {
  const options = { db: seed.db, log, checkHours: 24, anchorFile: '' };
  expect(() => startAuditWatch({ ...options, anchorKey: 'no key' })).toThrow(
    expect.objectContaining({ code: 'audit.anchor_key' }),
  );
});
