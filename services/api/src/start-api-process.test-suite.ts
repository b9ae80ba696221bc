import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { openDatabase } from '@longhand/db';
import { createLogger } from '@longhand/log';
import { createTestDatabase, until } from '@longhand/test-kit';
import { encodeForm, type FormPart } from './start-api.test-suite.js';

export interface ApiProcess {
  url: string;
  /** A request with a key; `path` starts with "/". */
  call(path: string, init?: RequestInit): Promise<Response>;
  upload(parts: readonly FormPart[]): Promise<Response>;
  isAlive(): boolean;
  /** Resident memory, MiB; 0 where the system does not tell. */
  memoryMib(): number;
  close(): Promise<void>;
}

const program = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/**
 * The built API as a process of its own, so that its death and its memory are its own; started with
 * the options that the launcher gives it.
 */
export async function startApiProcess(): Promise<ApiProcess> {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'longhand-api-test-'));
  const db = openDatabase({ url: database.url, pool: 1, log: createLogger({ service: 'test', level: 'silent' }) });
  const { key } = await db.apiKeys.create(await db.tenants.ensure('clinic'), 'test');
  await db.close();
  const settings = {
    DATABASE_URL: database.url,
    QUEUE_URL: database.url,
    STORAGE_URL: pathToFileURL(join(folder, 'objects')).href,
    HTTP_PORT: '0',
    HTTP_REQUESTS_PER_MINUTE: '0',
    HTTP_FAILURES_PER_MINUTE: '0',
    LOG_LEVEL: 'info',
    MALLOC_ARENA_MAX: '2',
  };
  const child = spawn(process.execPath, ['--max-semi-space-size=2', program], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (said.length < 20_000) said += text;
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  await until('the API listens', () => /"url":"[^"]+","msg":"the API is listening"/.test(said) || !isAlive());
  const url = /"url":"([^"]+)","msg":"the API is listening"/.exec(said)?.[1];
  if (url === undefined) throw new Error(`the API does not start: ${said}`);
  const call: ApiProcess['call'] = (path, init = {}) =>
    fetch(url + path, { ...init, headers: { authorization: `Bearer ${key}`, ...headersOf(init) } });
  return {
    url,
    call,
    upload(parts) {
      const boundary = randomBytes(16).toString('hex');
      const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
      return call('/v1/batches', { method: 'POST', body: encodeForm(parts, boundary), headers });
    },
    isAlive,
    memoryMib: () => memoryOf(child.pid),
    async close() {
      child.kill('SIGTERM');
      await ended;
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const headersOf = ({ headers }: RequestInit): Record<string, string> =>
  headers instanceof Headers ? Object.fromEntries(headers) : ((headers ?? {}) as Record<string, string>);

function memoryOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Math.round(Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024);
  } catch {
    return 0; // not Linux
  }
}
