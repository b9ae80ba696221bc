import { basename } from 'node:path';
import { UsageError } from '../cli-error.js';
import { ApiClient } from '../client/api-client.js';
import { followBatch } from '../client/follow-batch.js';
import { listFiles } from '../client/list-files.js';
import { readDocument, type ReadPage } from '../client/read-document.js';
import { type SentFile, uploadFiles } from '../client/upload-files.js';
import type { Command } from '../command.js';
import type { Marks } from '@longhand/core';
import { marksOf } from './marks-option.js';
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
  usage: 'FILE... [--marks M]',
  optionHelp: [['--marks M', '"?" marks: words (after each uncertain word; the default), letters or none']],
  options: { marks: { type: 'string' } },
  examples: ['longhand read letter.jpg', 'longhand read scans/*.pdf > all.txt', 'longhand read form.tif --json'],

  async run({ values, words, out, config, dataDir, signal }) {
    if (words.length === 0) throw new UsageError('read: name at least one file.');
    const marks = marksOf('read', values.marks);
    const files = await listFiles(words);
    return withSystem({ config, dataDir, out, signal }, async (connection) => {
      const client = new ApiClient(connection, signal);
      const batches = await uploadFiles(client, files);
      for (const batch of batches) await followBatch(client, batch.id, out, signal);
      const readings = batches.flatMap((batch) => batch.files.flatMap((file) => rowsOf(file)));
      let hasFailed = false;
      for (const row of readings) {
        const reading = await finishReading(client, row, marks);
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

async function finishReading(client: ApiClient, { file, documentId, error }: Row, marks?: Marks): Promise<FileReading> {
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
