import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import type { Receipt, ReceiptFile } from '@longhand/contracts';
import { CliError } from '../cli-error.js';
import { type ApiClient, isPassing, NoAnswer } from './api-client.js';
import type { LocalFile } from './list-files.js';
import { matchReceipt } from './match-receipt.js';

/** Small enough that a broken connection costs little, large enough that requests do not count. */
const FILES_PER_BATCH = 200;
const BYTES_PER_BATCH = 512 * 1024 * 1024;
/** Before each further sending of a batch whose sending broke, ms. */
const PAUSES_MS = [1_000, 2_000, 4_000, 8_000, 15_000];

export interface SentFile {
  path: string;
  /** Its outcome: one row, or one per entry of an archive. */
  rows: ReceiptFile[];
}

export interface SentBatch {
  id: string;
  files: SentFile[];
}

/**
 * Sends files in batches, each from disk as it is read. A batch whose sending broke is sent again a
 * few times under the same key, so that the server goes on with what it has. Calls `onBatch` after
 * each.
 */
export async function uploadFiles(
  client: ApiClient,
  files: readonly LocalFile[],
  onBatch: (batch: SentBatch) => void = () => {},
  pausesMs: readonly number[] = PAUSES_MS,
): Promise<SentBatch[]> {
  const batches: SentBatch[] = [];
  for (const chunk of inChunks(files)) {
    const receipt = await sendChunk(client, chunk, batches.length > 0, pausesMs);
    const rows = matchReceipt(
      chunk.map((file) => basename(file.path)),
      receipt.files,
    );
    const batch = { id: receipt.id, files: chunk.map((file, index) => ({ path: file.path, rows: rows[index] })) };
    batches.push(batch);
    onBatch(batch);
  }
  return batches;
}

async function sendChunk(
  client: ApiClient,
  chunk: readonly LocalFile[],
  wasThere: boolean,
  pausesMs: readonly number[],
): Promise<Receipt> {
  const key = randomUUID();
  for (let tries = 0; ; tries += 1) {
    const form = new FormData();
    for (const file of chunk) form.append('files', await openFile(file.path), basename(file.path));
    try {
      return await client.upload(form, key);
    } catch (error) {
      // A server that was never there is a wrong address, which a person wants to know at once.
      const isWrongAddress = tries === 0 && !wasThere && error instanceof NoAnswer && error.isNobodyThere;
      if (!isPassing(error) || isWrongAddress || tries >= pausesMs.length) throw error;
      await client.pause(pausesMs[tries]);
    }
  }
}

export function inChunks(
  files: readonly LocalFile[],
  maxFiles = FILES_PER_BATCH,
  maxBytes = BYTES_PER_BATCH,
): LocalFile[][] {
  const chunks: LocalFile[][] = [];
  let bytes = 0;
  for (const file of files) {
    const last = chunks.at(-1);
    if (last && last.length < maxFiles && bytes + file.sizeBytes <= maxBytes) last.push(file);
    else chunks.push([file]);
    bytes = chunks.at(-1) === last ? bytes + file.sizeBytes : file.sizeBytes;
  }
  return chunks;
}

async function openFile(path: string): Promise<Blob> {
  try {
    return await openAsBlob(path);
  } catch (cause) {
    throw new CliError(`${path} cannot be read.`, { cause });
  }
}
