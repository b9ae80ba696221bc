import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '@longhand/log';
import { allowedMs, type Seed, seedDatabase } from '@longhand/test-kit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../open-database.js';
import type { OutboxRow } from './outbox.repository.js';

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

describe('outbox', () => {
  it('hands every row to one of several relays, and keeps what could not be sent', async () => {
    await sql.query('DELETE FROM outbox');
    for (let i = 0; i < 10; i += 1) await seed.addDocument({ pageCount: 3 });
    expect(await seed.db.outbox.count()).toBe(40);
    await expect(
      seed.db.outbox.relay(5, async () => {
        throw new Error('the queue is away');
      }),
    ).rejects.toThrow('the queue is away');
    expect(await seed.db.outbox.count()).toBe(40);
    const sent: OutboxRow[] = [];
    const relay = async () => {
      const take = (rows: OutboxRow[]) => sleep(5).then(() => void sent.push(...rows));
      while ((await seed.db.outbox.relay(7, take)) > 0);
    };
    await Promise.all([relay(), relay(), relay()]);
    expect(await seed.db.outbox.count()).toBe(0);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(40);
    expect(sent).toHaveLength(40);
    expect(sent[0].payload).toMatchObject({ tenantId: seed.tenantId });
  });
});

describe('API keys', () => {
  it('are known by their key alone, of which only a hash is kept', async () => {
    const { key, keyId } = await seed.db.apiKeys.create(seed.tenantId, 'reception');
    expect(key).toMatch(/^lh_[\w-]{12}\.[\w-]{43}$/);
    expect(await seed.db.apiKeys.verify(key)).toEqual({
      tenantId: seed.tenantId,
      keyId,
      name: 'reception',
      role: 'admin',
    });
    const { rows } = await sql.query('SELECT * FROM api_key WHERE id = $1', [keyId]);
    expect(JSON.stringify(rows)).not.toContain(key.split('.')[1]);
  });

  it('are refused when wrong, expired or revoked', async () => {
    const { key, keyId } = await seed.db.apiKeys.create(seed.tenantId, 'k');
    const wrong = key.endsWith('A') ? 'B' : 'A';
    for (const bad of ['', 'lh_', key.slice(0, -1), key.slice(0, -1) + wrong, key.replace('lh_', 'xx_'), `${key} `]) {
      expect(await seed.db.apiKeys.verify(bad), bad).toBeUndefined();
    }
    const stale = await seed.db.apiKeys.create(seed.tenantId, 'k', { expiresAt: new Date(Date.now() - 1000) });
    expect(await seed.db.apiKeys.verify(stale.key)).toBeUndefined();
    expect(await seed.db.apiKeys.revoke(await seed.db.tenants.ensure('stranger'), keyId)).toBeUndefined();
    expect(await seed.db.apiKeys.revoke(seed.tenantId, keyId)).toBe('admin');
    expect(await seed.db.apiKeys.verify(key)).toBeUndefined();
  });
});

describe('tenants', () => {
  it('are made once, however many ask', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => seed.db.tenants.ensure('new clinic')));
    expect(new Set(ids).size).toBe(1);
  });
});

describe('audit log', () => {
  const entry = (action: string) => ({
    tenantId: seed.tenantId,
    actor: 'key-1',
    action,
    object: 'd1',
    requestId: 'r1',
    outcome: 'done',
    changes: '{"role":["clerk","admin"]}',
    address: '10.0.0.1',
  });

  const broken = async () => (await seed.db.audit.verify(seed.tenantId)).fault;
  /** Does it in the database, behind the application's back, looks at the log, and undoes it. */
  const after = async (...statements: string[]) => {
    await sql.query('CREATE TABLE kept AS TABLE audit_log');
    await sql.query('ALTER TABLE audit_log DISABLE TRIGGER audit_log_append_only');
    for (const statement of statements) await sql.query(statement);
    const fault = await broken();
    await sql.query('DELETE FROM audit_log');
    await sql.query('INSERT INTO audit_log SELECT * FROM kept');
    await sql.query('ALTER TABLE audit_log ENABLE TRIGGER audit_log_append_only');
    await sql.query('DROP TABLE kept');
    return fault;
  };

  it('chains its rows, however many write at once, and refuses to be changed', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => seed.db.audit.append(entry(`read ${i}`))));
    expect(await seed.db.audit.verify(seed.tenantId)).toEqual({
      rows: 20,
      head: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    await expect(sql.query(`UPDATE audit_log SET actor = 'x'`)).rejects.toThrow('append-only');
    await expect(sql.query('DELETE FROM audit_log')).rejects.toThrow('append-only');
    await expect(sql.query('TRUNCATE audit_log')).rejects.toThrow('append-only');
  });

  it('shows one changed byte in any column of any row', async () => {
    const { rows } = await sql.query<{ id: string }>('SELECT id FROM audit_log ORDER BY id');
    const changes = {
      actor: `left(actor, -1) || 'X'`,
      action: `left(action, -1) || 'X'`,
      object: `'e' || substr(object, 2)`,
      request_id: `request_id || ' '`,
      outcome: `'donf'`,
      changes: `changes || ' '`,
      address: 'NULL',
      at: `at + interval '1 millisecond'`,
      hash: `translate(left(hash, 1), '0123456789abcdef', '123456789abcdef0') || substr(hash, 2)`,
    };
    for (const [column, value] of Object.entries(changes)) {
      for (const place of [0, 9, 19]) {
        const fault = await after(`UPDATE audit_log SET ${column} = ${value} WHERE id = ${rows[place].id}`);
        expect([column, place, String(fault?.rowId)]).toEqual([column, place, rows[place].id]);
      }
    }
    expect(await broken()).toBeUndefined();
  });

  it('shows rows that were removed, at the beginning, in the middle and at the end, or moved', async () => {
    const { rows } = await sql.query<{ id: string }>('SELECT id FROM audit_log ORDER BY id');
    const id = (place: number) => rows[place].id;
    const without = (place: number) => after(`DELETE FROM audit_log WHERE id = ${id(place)}`);
    expect(String((await without(0))?.rowId)).toBe(id(1));
    expect(String((await without(9))?.rowId)).toBe(id(10));
    expect(await without(19)).toEqual({ what: 'end' });
    expect(await after('DELETE FROM audit_log')).toEqual({ what: 'end' });
    await sql.query('CREATE TABLE heads AS TABLE audit_head');
    await sql.query('DELETE FROM audit_head');
    expect(await broken()).toEqual({ what: 'end' });
    await sql.query('INSERT INTO audit_head SELECT * FROM heads');
    await sql.query('DROP TABLE heads');
    const swapped = await after(
      `UPDATE audit_log SET id = -1 WHERE id = ${id(5)}`,
      `UPDATE audit_log SET id = ${id(5)} WHERE id = ${id(6)}`,
      `UPDATE audit_log SET id = ${id(6)} WHERE id = -1`,
    );
    expect(String(swapped?.rowId)).toBe(id(5));
    expect(await broken()).toBeUndefined();
  });
});

describe('workers', () => {
  it('are listed while they beat, with what they last said', async () => {
    const startedAt = new Date('2024-05-17T08:00:00Z');
    await seed.db.workers.beat({ id: 'w1', kind: 'ocr-worker', startedAt, detail: { engine: 'wasm' } });
    await seed.db.workers.beat({ id: 'w1', kind: 'ocr-worker', startedAt, detail: { engine: 'cpu' } });
    await seed.db.workers.beat({ id: 'w2', kind: 'preprocess-worker', startedAt, detail: {} });
    expect(await seed.db.workers.list(60_000)).toMatchObject([
      { id: 'w1', kind: 'ocr-worker', startedAt, detail: { engine: 'cpu' } },
      { id: 'w2', kind: 'preprocess-worker' },
    ]);
    await sql.query(`UPDATE worker SET last_seen_at = now() - interval '2 minutes' WHERE id = 'w1'`);
    await seed.db.workers.leave('w2');
    expect(await seed.db.workers.list(60_000)).toEqual([]);
  });
});

describe('ping', () => {
  it('answers, and says in time when there is no database', async () => {
    await seed.db.ping();
    const away = openDatabase({
      url: 'postgres://nobody@127.0.0.1:1/none',
      pool: 1,
      log: createLogger({ service: 'test', level: 'silent' }),
    });
    const start = performance.now();
    await expect(away.ping(1_000)).rejects.toMatchObject({ code: 'db.unavailable' });
    expect(performance.now() - start).toBeLessThan(allowedMs(1_500));
    await away.close();
  });
});
