import { basename } from 'node:path';
import { UsageError } from '../cli-error.js';
import { ApiClient } from '../client/api-client.js';
import { followBatch } from '../client/follow-batch.js';
import { listFiles } from '../client/list-files.js';
import { readDocument, type ReadPage } from '../client/read-document.js';
import { type SentFile, uploadFiles } from '../client/upload-files.js';
import type { Command } from '../command.js';
import { withSystem } from '../system/with-system.js';
import { oneLine } from '../terminal/table.js';

/** One line of `read --json`. */
interface FileReading {
  file: string;
  documentId?: string;
  status: string;
  pages: ReadPage[];
  error?: { code: string; message: string };
}

export const read: Command = {
  name: 'read',
  summary: 'print the text of files',
  usage: 'FILE...',
  examples: ['longhand read letter.jpg', 'longhand read scans/*.pdf > all.txt', 'longhand read form.tif --json'],

  async run({ words, out, config, dataDir, signal }) {
    if (words.length === 0) throw new UsageError('read: name at least one file.');
    const files = await listFiles(words);
    return withSystem({ config, dataDir, out, signal }, async (connection) => {
      const client = new ApiClient(connection, signal);
      const batches = await uploadFiles(client, files);
      for (const batch of batches) await followBatch(client, batch.id, out, signal);
      const readings = batches.flatMap((batch) => batch.files.flatMap((file) => rowsOf(file)));
      let hasFailed = false;
      for (const row of readings) {
        const reading = await finishReading(client, row);
        hasFailed ||= reading.status !== 'done';
        out.json(reading);
        if (readings.length > 1) out.text(`== ${oneLine(basename(reading.file))} ==`);
        if (reading.pages.length > 0) out.text(reading.pages.map((page) => page.text).join('\f'));
        if (reading.error)
          out.note(`${oneLine(basename(reading.file))}: ${reading.error.message} (${reading.error.code})`);
      }
      return hasFailed ? 1 : 0;
    });
  },
};

interface Row {
  file: string;
  documentId?: string;
  error?: { code: string; message: string };
}

function rowsOf(sent: SentFile): Row[] {
  return sent.rows.map((row) => ({
    // An entry of an archive is named below it.
    file: sent.rows.length > 1 ? `${sent.path}/${row.name.slice(row.name.indexOf('/') + 1)}` : sent.path,
    documentId: row.documentId ?? row.duplicateOf,
    error: row.error,
  }));
}

async function finishReading(client: ApiClient, { file, documentId, error }: Row): Promise<FileReading> {
  if (documentId === undefined) return { file, status: 'rejected', pages: [], error };
  const { document, pages } = await readFinished(client, documentId);
  const problem = document.error ?? document.pages.find((page) => page.error)?.error;
  return { file, documentId, status: document.status, pages, ...(problem && { error: problem }) };
}

/** A duplicate's twin may belong to an upload that is still being worked on. */
async function readFinished(client: ApiClient, documentId: string): ReturnType<typeof readDocument> {
  for (;;) {
    const answer = await readDocument(client, documentId);
    if (answer.document.status !== 'received' && answer.document.status !== 'processing') return answer;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
