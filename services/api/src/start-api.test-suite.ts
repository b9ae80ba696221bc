import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadConfig } from '@longhand/config';
import type { ErrorBody, Receipt } from '@longhand/contracts';
import type { Database } from '@longhand/db';
import { openEverything } from '@longhand/runtime';
import type { ObjectStore } from '@longhand/storage';
import { createTestDatabase } from '@longhand/test-kit';
import { createApp } from './create-app.js';
import type { ApiDeps } from './deps.js';

export interface TestApi {
  url: string;
  db: Database;
  store: ObjectStore;
  tenantId: string;
  key: string;
  /** A request with the key; `path` starts with "/". */
  call(path: string, init?: RequestInit): Promise<Response>;
  /** The body of a successful answer. */
  json<T>(path: string, init?: RequestInit): Promise<T>;
  upload(parts: readonly FormPart[], options?: UploadOptions): Promise<Response>;
  /** Uploads, and fails the test when the answer is not a receipt. */
  receipt(parts: readonly FormPart[], options?: UploadOptions): Promise<Receipt>;
  /** A key of another tenant. */
  strangerKey(): Promise<string>;
  close(): Promise<void>;
}

export type FormPart = { name: string; bytes: Buffer } | { metadata: unknown };

export interface UploadOptions {
  idempotencyKey?: string;
  key?: string;
}

/**
 * The whole API on a port of its own, over a real database, queue (in the same database) and file
 * store. `env` sets limits.
 */
export async function startApi(
  env: Record<string, string> = {},
  change?: (deps: ApiDeps) => ApiDeps,
): Promise<TestApi> {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'longhand-api-test-'));
  const STORAGE_URL = pathToFileURL(join(folder, 'objects')).href;
  const config = loadConfig({ DATABASE_URL: database.url, STORAGE_URL, LOG_LEVEL: 'silent', ...env });
  const parts = await openEverything(config, 'api');
  const deps: ApiDeps = { ...parts, relay: { kick: () => undefined } };
  const app = await createApp(change ? change(deps) : deps);
  await app.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  const tenantId = await parts.db.tenants.ensure('clinic');
  const { key } = await parts.db.apiKeys.create(tenantId, 'test');

  const call: TestApi['call'] = (path, init = {}) =>
    fetch(url + path, { ...init, headers: { authorization: `Bearer ${key}`, ...init.headers } });
  const upload: TestApi['upload'] = (form, options = {}) => {
    const boundary = randomBytes(16).toString('hex');
    return call('/v1/batches', {
      method: 'POST',
      body: encodeForm(form, boundary),
      headers: {
        'content-type': `multipart/form-data; boundary=${boundary}`,
        ...(options.idempotencyKey && { 'idempotency-key': options.idempotencyKey }),
        ...(options.key && { authorization: `Bearer ${options.key}` }),
      },
    });
  };
  return {
    url,
    db: parts.db,
    store: parts.store,
    tenantId,
    key,
    call,
    upload,
    json: async (path, init) => bodyOf(await call(path, init)),
    receipt: async (form, options) => bodyOf(await upload(form, options)),
    strangerKey: async () => (await parts.db.apiKeys.create(await parts.db.tenants.ensure('other'), 'test')).key,
    async close() {
      await app.close();
      await parts.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function bodyOf<T>(response: Response): Promise<T> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status}: ${text}`);
  return JSON.parse(text) as T;
}

/** A form as the wire carries it; names go out byte for byte, control characters and all. */
export function encodeForm(parts: readonly FormPart[], boundary: string): Buffer<ArrayBuffer> {
  const pieces = parts.flatMap((part) => {
    const [head, body] =
      'metadata' in part
        ? [
            'name="metadata"',
            Buffer.from(typeof part.metadata === 'string' ? part.metadata : JSON.stringify(part.metadata)),
          ]
        : [`name="files"; filename="${part.name}"`, part.bytes];
    return [Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`), body, Buffer.from('\r\n')];
  });
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]);
}

/** Bytes that the door takes for a PNG of this size; no two are alike. */
export function pngBytes(widthPx = 100, heightPx = 100, sizeBytes = 200): Buffer {
  const bytes = randomBytes(sizeBytes);
  Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1').copy(bytes);
  bytes.writeUInt32BE(widthPx, 16);
  bytes.writeUInt32BE(heightPx, 20);
  return bytes;
}

/** Keys of all objects of a tenant. */
export async function storedKeys({ store, tenantId }: Pick<TestApi, 'store' | 'tenantId'>): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of store.list(`t/${tenantId}/`)) keys.push(key);
  return keys;
}

/** The error that an answer carries. */
export async function errorOf(response: Response): Promise<ErrorBody['error']> {
  return ((await response.json()) as ErrorBody).error;
}
