import type { Config } from '@longhand/config';
import { AppError } from '@longhand/core';
import type { Creation, Database, DocumentWithPages } from '@longhand/db';
import { createLogger } from '@longhand/log';
import type { ObjectStore } from '@longhand/storage';
import { expect, it } from 'vitest';
import type { UploadTurnsService } from './upload-turns.service.js';
import { StoreDocumentService } from './store-document.service.js';

interface World {
  create: () => Promise<Creation>;
  get?: () => Promise<DocumentWithPages | undefined>;
  remove?: () => Promise<void>;
}

/**
 * The service over a database that answers as told, and the keys of the objects that are stored
 * now.
 */
function world({ create, get = async () => undefined, remove = async () => undefined }: World) {
  const stored = new Set<string>();
  const store = {
    async put(key: string, body: AsyncIterable<Buffer>) {
      let sizeBytes = 0;
      for await (const chunk of body) sizeBytes += chunk.length;
      stored.add(key);
      return { sizeBytes, sha256: 'a'.repeat(64) };
    },
    async delete(key: string) {
      await remove();
      stored.delete(key);
    },
  } as unknown as ObjectStore;
  const db = { documents: { createOnce: create, get } } as unknown as Database;
  const config = { upload: { maxFileBytes: 1000 } } as unknown as Config;
  const log = createLogger({ service: 'test', level: 'silent' });
  const turns = { run: (step: () => Promise<unknown>) => step() } as UploadTurnsService;
  const service = new StoreDocumentService(config, db, store, { kick: () => undefined }, turns, log);
  const keep = () =>
    service.keep({
      tenantId: 'b8f0a9c2-0000-4000-8000-000000000001',
      batchId: 'b8f0a9c2-0000-4000-8000-000000000002',
      name: 'scan.png',
      mediaType: 'image/png',
      content: (async function* () {
        yield Buffer.from('bytes');
      })(),
      metadata: undefined,
    });
  return { keep, stored };
}

const lost = async () => {
  throw new Error('the connection ended');
};
const twin = { created: false, duplicateOf: 'b8f0a9c2-0000-4000-8000-000000000003', isSameBatch: false } as const;

it('keeps the bytes of a document whose row was committed although the answer was lost', async () => {
  const { keep, stored } = world({ create: lost, get: async () => ({}) as DocumentWithPages });
  await expect(keep()).rejects.toThrow('the connection ended');
  expect(stored.size).toBe(1);
});

it('keeps the bytes while nobody can tell whether there is a row', async () => {
  const { keep, stored } = world({ create: lost, get: lost });
  await expect(keep()).rejects.toThrow('the connection ended');
  expect(stored.size).toBe(1);
});

it('lets the bytes go when there is surely no row, and for a duplicate', async () => {
  const failed = world({ create: lost });
  await expect(failed.keep()).rejects.toThrow('the connection ended');
  expect(failed.stored.size).toBe(0);
  const duplicate = world({ create: async () => twin });
  expect(await duplicate.keep()).toEqual({ status: 'duplicate', duplicateOf: twin.duplicateOf, isSameBatch: false });
  expect(duplicate.stored.size).toBe(0);
});

it('reports the outcome of the file even when the object cannot be deleted', async () => {
  const remove = async () => {
    throw new AppError('storage.unavailable', 'The store is away.');
  };
  const { keep } = world({ create: async () => twin, remove });
  expect(await keep()).toEqual({ status: 'duplicate', duplicateOf: twin.duplicateOf, isSameBatch: false });
});
