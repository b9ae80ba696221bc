import type { Config } from '@longhand/config';
import type { Marks } from '@longhand/core';
import { ApiClient } from '../client/api-client.js';
import { followBatch } from '../client/follow-batch.js';
import type { FoundFile } from '../client/list-files.js';
import { type FinishedPage, readDocument } from '../client/read-document.js';
import { type SentFile, uploadFiles } from '../client/upload-files.js';
import { withSystem } from '../system/with-system.js';
import type { Output } from '../terminal/output.js';

/** One entry of an archive, read. */
export interface EntryReading {
  file: string;
  documentId?: string;
  status: string;
  pages: FinishedPage[];
  error?: { code: string; message: string };
}

export interface ReadArchivesOptions {
  config: Config;
  dataDir: string;
  out: Output;
  signal: AbortSignal;
  marks: Marks | undefined;
}

/**
 * Reads archives through a system, which unpacks them: the one that is up, or one that is started
 * for it.
 */
export function readArchives(files: readonly FoundFile[], options: ReadArchivesOptions): Promise<EntryReading[]> {
  const { config, dataDir, out, signal, marks } = options;
  return withSystem({ config, dataDir, out, signal }, async (connection) => {
    const client = new ApiClient(connection, signal);
    const batches = await uploadFiles(client, files);
    for (const batch of batches) await followBatch(client, batch.id, { out, signal });
    const rows = batches.flatMap((batch) => batch.files.flatMap((file) => rowsOf(file)));
    const readings: EntryReading[] = [];
    for (const row of rows) readings.push(await finishReading(client, row, marks));
    return readings;
  });
}

interface Row {
  file: string;
  documentId?: string;
  error?: { code: string; message: string };
}

function rowsOf(sent: SentFile): Row[] {
  return sent.rows
    .filter(({ status }) => status !== 'skipped')
    .map((row) => ({
      // An entry of an archive is named below it.
      file: sent.rows.length > 1 ? `${sent.path}/${row.name.slice(row.name.indexOf('/') + 1)}` : sent.path,
      documentId: row.documentId ?? row.duplicateOf,
      error: row.error,
    }));
}

async function finishReading(
  client: ApiClient,
  { file, documentId, error }: Row,
  marks?: Marks,
): Promise<EntryReading> {
  if (documentId === undefined) return { file, status: 'rejected', pages: [], error };
  const { document, pages } = await readFinished(client, documentId, marks);
  const problem = document.error ?? document.pages.find((page) => page.error)?.error;
  return { file, documentId, status: document.status, pages, ...(problem && { error: problem }) };
}

/** A duplicate's twin may belong to an upload that is still being worked on. */
async function readFinished(client: ApiClient, documentId: string, marks?: Marks): ReturnType<typeof readDocument> {
  for (;;) {
    const answer = await readDocument(client, documentId, marks);
    if (answer.document.status !== 'received' && answer.document.status !== 'processing') return answer;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
