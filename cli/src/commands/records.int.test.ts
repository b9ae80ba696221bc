import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { createLogger } from '@longhand/log';
import { newMasterKey, openObjectStore, originalKey, pageImageKey } from '@longhand/storage';
import { type Seed, seedDatabase } from '@longhand/test-kit';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const hooks = new URL('../../../libs/test-kit/src/source-hooks.mjs', import.meta.url).href;
/** Settings that a test gives to the command line. */
const environment: Record<string, string> = {};
let seed: Seed;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longhand-records-test-'));
  seed = await seedDatabase();
  const log = createLogger({ service: 'test', level: 'silent' });
  const store = await openObjectStore({ url: pathToFileURL(join(folder, 'objects')).href, log });
  const { documentId } = await seed.addRead([['some words']]);
  await store.put(originalKey(seed.tenantId, documentId), Buffer.from('scan'), { contentType: 'image/jpeg' });
  await store.put(pageImageKey(seed.tenantId, documentId, 1), Buffer.from('page'), { contentType: 'image/jpeg' });
  const entry = { actor: 'key:1', action: 'document.read', object: documentId, requestId: 'r' };
  await seed.db.audit.append({ tenantId: seed.tenantId, ...entry });
});
afterAll(async () => {
  await seed.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs the command line in a process of its own, as a person does. */
async function longhand(...words: string[]): Promise<{ code: number; lines: Record<string, unknown>[]; text: string }> {
  const node = ['--conditions=@longhand/source', '--no-warnings', '--import', hooks, main];
  const env = {
    ...process.env,
    ...environment,
    DATABASE_URL: seed.url,
    STORAGE_URL: pathToFileURL(join(folder, 'objects')).href,
  };
  const run = promisify(execFile)(process.execPath, [...node, ...words, '--json'], { env });
  const failed = (error: unknown) => error as { code: number; stdout: string; stderr: string };
  const { code, stdout, stderr } = await run.then((output) => ({ code: 0, ...output }), failed);
  return {
    code,
    lines: stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
    text: stderr,
  };
}

it('keys are made, listed by their prefix, and revoked', async () => {
  const made = await longhand('key', '--tenant', 'clinic', '--role', 'clerk', '--days', '30', '--name', 'scanner');
  const apiKey = made.lines[0].apiKey as string;
  expect(await seed.db.apiKeys.verify(apiKey)).toMatchObject({
    role: 'clerk',
    name: 'scanner',
    tenantId: seed.tenantId,
  });
  const prefix = apiKey.slice(3, 15);
  const { lines } = await longhand('key', 'list', '--tenant', 'clinic');
  expect(lines).toMatchObject([{ prefix, role: 'clerk', name: 'scanner', expiresAt: expect.any(String) }]);
  expect((await longhand('key', 'revoke', prefix, '--tenant', 'clinic')).code).toBe(0);
  expect(await seed.db.apiKeys.verify(apiKey)).toBeUndefined();
  expect((await longhand('key', '--role', 'root')).code).toBe(2);
});

it('the audit log is verified: whole, with a head that was written down, and broken', async () => {
  const whole = await longhand('audit', 'verify', '--tenant', 'clinic');
  expect([whole.code, whole.lines[0]]).toMatchObject([0, { tenant: 'clinic', rows: 3, isIntact: true }]);
  const other = await longhand('audit', 'verify', '--tenant', 'clinic', '--head', 'f'.repeat(64));
  expect([other.code, other.lines[0]]).toMatchObject([1, { isIntact: false, fault: 'head' }]);
  const sql = new pg.Client({ connectionString: seed.url });
  await sql.connect();
  await sql.query('ALTER TABLE audit_log DISABLE TRIGGER audit_log_append_only');
  await sql.query(`UPDATE audit_log SET action = action || 'x'`);
  const broken = await longhand('audit', 'verify');
  await sql.query('UPDATE audit_log SET action = left(action, -1)');
  await sql.end();
  expect([broken.code, broken.lines.find(({ tenant }) => tenant === 'clinic')]).toMatchObject([1, { fault: 'chain' }]);
});

it('a backup is made and read through, and the check finds the system sound', async () => {
  const dir = join(folder, 'backup');
  const keyless = await longhand('backup', dir);
  expect([keyless.code, keyless.text]).toEqual([1, expect.stringContaining('set BACKUP_KEY')]);
  environment.BACKUP_KEY = newMasterKey();
  expect((await longhand('backup', dir)).lines[0]).toMatchObject({ dir, vanished: [], isEncrypted: true });
  expect((await longhand('restore', dir, '--check')).lines).toEqual([{ dir, isWhole: true }]);
  expect((await longhand('backup', 'verify', dir)).lines).toMatchObject([{ dir, isRestorable: true, objects: 2 }]);
  expect(await seed.db.upkeep.read('backup')).toMatchObject({ doneAt: expect.any(Date) });
  const object = (await readdir(join(dir, 'objects'), { recursive: true })).find((name) => name.endsWith('original'));
  expect((await longhand('storage', 'put', object as string, '--backup', dir)).lines).toMatchObject([{ sizeBytes: 4 }]);
  environment.BACKUP_KEY = newMasterKey();
  const wrong = await longhand('restore', dir, '--check');
  expect([wrong.code, wrong.text]).toEqual([1, expect.stringContaining('is not the key of the backup')]);
  const again = await longhand('backup', dir);
  expect([again.code, again.text]).toEqual([1, expect.stringContaining('is not empty')]);
  const { lines } = await longhand('check');
  expect(lines[0]).toMatchObject({ documents: 1, objects: 2, missing: [], orphans: [], brokenLogs: [] });
});
