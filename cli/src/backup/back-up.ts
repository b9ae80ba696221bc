import { createHash } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@longhand/core';
import { dumpDatabase } from '@longhand/db';
import { FileSealer, type ObjectStore } from '@longhand/storage';
import { CliError } from '../cli-error.js';
import { BackupFolder } from './backup-folder.js';
import { writeLines } from './line-files.js';
import { type BackedUpObject, type BackupManifest, OBJECT_LIST, tableFile, writeManifest } from './backup-manifest.js';

export interface BackUpOptions {
  databaseUrl: string;
  store: ObjectStore;
  /** Made when missing; must be empty. */
  dir: string;
  /** 32 random bytes in base64; undefined writes every record in the clear. */
  key: string | undefined;
  note(text: string): void;
  /** Breaks it off, between two objects at the latest. */
  signal?: AbortSignal;
}

/**
 * Copies a system that may go on working: the rows as they are at one moment, then every object. An
 * object is written before its row and never changed without it, so whatever a copied row points at
 * is there when it is copied, unless its document is deleted meanwhile.
 */
export async function backUp({ databaseUrl, store, dir, key, note, signal }: BackUpOptions): Promise<BackupManifest> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  if ((await readdir(dir)).length > 0) throw new CliError(`${dir} is not empty: choose a new folder for the backup.`);
  const sealer = key === undefined ? undefined : new FileSealer(key);
  const folder = new BackupFolder(dir, sealer);
  const files: BackupManifest['files'] = {};
  const mediaTypes = new Map<string, string>();
  const { migrations } = await dumpDatabase(databaseUrl, async (table, lines) => {
    signal?.throwIfAborted();
    const seen = table === 'document' ? withEach(lines, (line) => rememberType(line, mediaTypes)) : lines;
    files[tableFile(table)] = await writeLines(folder, tableFile(table), seen);
    note(`${table}: ${files[tableFile(table)].lines} rows`);
  });
  const vanished: string[] = [];
  let objectBytes = 0;
  const objects = async function* () {
    for await (const key of store.list('t/')) {
      signal?.throwIfAborted();
      const copied = await copyObject(store, key, folder).catch((error) => {
        if (!(error instanceof AppError) || error.code !== 'storage.missing') throw error;
        vanished.push(key);
        return undefined;
      });
      if (!copied) continue;
      objectBytes += copied.sizeBytes;
      const object: BackedUpObject = { key, ...copied, contentType: contentTypeOf(key, mediaTypes) };
      yield JSON.stringify(object);
    }
  };
  files[OBJECT_LIST] = await writeLines(folder, OBJECT_LIST, objects());
  note(`${files[OBJECT_LIST].lines} objects, ${objectBytes} bytes`);
  const createdAt = new Date().toISOString();
  const manifest: BackupManifest = {
    format: 'longhand-backup-2',
    createdAt,
    migrations,
    files,
    objectBytes,
    vanished,
    ...(sealer && { sealing: { keyId: sealer.keyId, salt: sealer.salt } }),
  };
  await writeManifest(folder, manifest);
  return manifest;
}

async function* withEach(lines: AsyncIterable<string>, look: (line: string) => void): AsyncGenerator<string> {
  for await (const line of lines) {
    look(line);
    yield line;
  }
}

function rememberType(line: string, mediaTypes: Map<string, string>): void {
  const { id, media_type } = JSON.parse(line) as { id: string; media_type: string };
  mediaTypes.set(id, media_type);
}

/**
 * The store checks the bytes against the hash of their writing, so that a backup never keeps what
 * was damaged before.
 */
async function copyObject(
  store: ObjectStore,
  key: string,
  folder: BackupFolder,
): Promise<{ sizeBytes: number; sha256: string }> {
  const source = await store.stream(key);
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      done(null, chunk);
    },
  });
  await Promise.all([pipeline(source, measure), folder.write(`objects/${key}`, measure)]);
  return { sizeBytes, sha256: hash.digest('hex') };
}

const contentTypes: Readonly<Record<string, string>> = { jpg: 'image/jpeg', json: 'application/json' };

/**
 * An original's type stands in its document's row; the others are made by us and say it by their
 * ending.
 */
function contentTypeOf(key: string, mediaTypes: ReadonlyMap<string, string>): string {
  const [, , , documentId = ''] = key.split('/');
  const ending = /\.(\w+)$/.exec(key)?.[1] ?? '';
  const own = key.endsWith('/original') ? mediaTypes.get(documentId) : contentTypes[ending];
  return own ?? 'application/octet-stream';
}
