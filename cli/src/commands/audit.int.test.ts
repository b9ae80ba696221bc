import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Seed, seedDatabase } from '@longhand/test-kit';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const hooks = new URL('../../../libs/test-kit/src/source-hooks.mjs', import.meta.url).href;
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
let seed: Seed;
let sql: pg.Client;
let folder: string;
let anchorFile: string;
let keyFile: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longhand-audit-test-'));
  anchorFile = join(folder, 'anchors.jsonl');
  keyFile = join(folder, 'anchor-key.pub.pem');
  await writeFile(keyFile, publicKey.export({ type: 'spki', format: 'pem' }));
  seed = await seedDatabase();
  sql = new pg.Client({ connectionString: seed.url });
  await sql.connect();
  const entry = { tenantId: seed.tenantId, actor: 'key:1', action: 'document.read', object: 'd', requestId: 'r' };
  for (let i = 0; i < 3; i += 1) await seed.db.audit.append(entry);
});
afterAll(async () => {
  await sql?.end();
  await seed?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs the command line in a process of its own, as a person does. */
async function audit(words: string[], settings: Record<string, string> = {}) {
  const node = ['--conditions=@longhand/source', '--no-warnings', '--import', hooks, main];
  const env = { ...process.env, ...settings, DATABASE_URL: seed.url };
  const run = promisify(execFile)(process.execPath, [...node, 'audit', ...words], { env });
  return run.then(
    (output) => ({ code: 0, ...output }),
    (error: unknown) => error as { code: number; stdout: string; stderr: string },
  );
}
const compare = () => audit(['verify', '--anchor', anchorFile, '--key', keyFile]);

it('a signed anchor is printed and kept, and a sound log agrees with it', async () => {
  const anchorKey = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
  const made = await audit(['anchor'], { AUDIT_ANCHOR_KEY: anchorKey, AUDIT_ANCHOR_FILE: anchorFile });
  expect([made.code, made.stdout]).toEqual([0, await readFile(anchorFile, 'utf8')]);
  expect(JSON.parse(made.stdout).heads).toMatchObject([{ tenantId: seed.tenantId, rows: 3 }]);
  const sound = await compare();
  expect([sound.code, sound.stdout, sound.stderr]).toMatchObject([
    0,
    expect.stringContaining('clinic: complete, 3 entries'),
    expect.stringContaining('Compared with 1 signed anchors'),
  ]);
  expect((await audit(['anchor'])).stderr).toContain('AUDIT_ANCHOR_KEY');
  expect((await audit(['verify', '--anchor', anchorFile])).code).toBe(2);
});

it('a cut tail and a forged anchor are told apart', async () => {
  await sql.query('ALTER TABLE audit_log DISABLE TRIGGER audit_log_append_only');
  await sql.query('DELETE FROM audit_log WHERE id = (SELECT max(id) FROM audit_log)');
  await sql.query('UPDATE audit_head SET rows = 2, hash = (SELECT hash FROM audit_log ORDER BY id DESC LIMIT 1)');
  expect((await audit(['verify'])).code).toBe(0);
  const cut = await compare();
  expect([cut.code, cut.stdout]).toEqual([
    1,
    'clinic: BROKEN: the log was cut: an anchor vouches for 3 entries, and there are 2\n',
  ]);
  // Whoever cut it writes a fitting anchor with a key of their own.
  const own = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const { stdout } = await audit(['anchor'], { AUDIT_ANCHOR_KEY: own });
  await writeFile(anchorFile, stdout);
  const forged = await compare();
  expect([forged.code, forged.stdout, forged.stderr]).toEqual([
    1,
    '',
    expect.stringContaining('line 1 was not signed with this key'),
  ]);
});
