import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportFormats } from '@longhand/contracts';
import { UsageError } from '../cli-error.js';
import { ApiClient, ApiRefusal } from '../client/api-client.js';
import { type Unread, unreadLine, unreadOf, unreadOfBatch } from '../client/failed-pages.js';
import { requireConnection } from '../client/find-connection.js';
import { type Marks } from '@longhand/core';
import { marksOf } from './marks-option.js';
import { fileIn, stemOf } from '../client/local-name.js';
import { saveDownload } from '../client/save-download.js';
import type { Command } from '../command.js';
import { exitCodes } from '../exit-codes.js';

interface Wanted {
  kind: 'document' | 'batch';
  id: string;
  /** What a file of it is called, without its ending. */
  stem: string;
  /** What of it has no text: its pages are exported as pictures alone. */
  unread: Unread[];
}

export const exportCommand: Command = {
  name: 'export',
  summary: 'save documents or whole uploads as PDF, text or data',
  usage: 'DOCUMENT|BATCH... [--format F] [--page N] [--marks M] [--out PLACE] [--force]',
  optionHelp: [
    ['--format F', `${exportFormats.join(', ')} (default: pdf, a searchable PDF)`],
    ['--page N', 'only this page of a document'],
    [
      '--marks M',
      '"?" marks: words (after each uncertain word), letters or none (default: words in text, none in PDF)',
    ],
    ['--out PLACE', 'a file, a folder, or - for standard output (default: the current folder)'],
    ['--force', 'replace existing files'],
  ],
  examples: [
    'longhand export 0199a5c2-7d1e-7c3f-9a51-3f1c2b6d8e90',
    'longhand export 0199a5c2-7d1e-7c3f-9a51-3f1c2b6d8e90 --format txt --out -',
    'longhand export 0199a5c2-7d1e-7c3f-9a51-000000000000 --format alto --out alto/ --json',
  ],
  options: {
    format: { type: 'string' },
    page: { type: 'string' },
    marks: { type: 'string' },
    out: { type: 'string' },
    force: { type: 'boolean' },
  },

  async run({ values, words, out, config, dataDir, signal }) {
    if (words.length === 0)
      throw new UsageError('export: give the id of a document or a batch ("longhand status" lists batches).');
    const format = typeof values.format === 'string' ? values.format : 'pdf';
    if (!(exportFormats as readonly string[]).includes(format)) {
      throw new UsageError(`export: unknown format "${format}". Choose one of: ${exportFormats.join(', ')}.`);
    }
    const marks = marksOf('export', values.marks);
    const place = typeof values.out === 'string' ? values.out : '.';
    const client = new ApiClient(requireConnection(config, dataDir), signal);
    const taken = new Set<string>();
    let isWhole = true;
    for (const id of words) {
      const wanted = await find(client, id, typeof values.page === 'string' ? Number(values.page) : undefined);
      isWhole &&= wanted.unread.length === 0;
      for (const one of wanted.unread) out.note(unreadLine(one));
      const { name, body } = await client.download(pathOf(wanted, { format, page: values.page, marks }));
      if (place === '-') {
        await pipeline(Readable.fromWeb(body), process.stdout, { end: false });
        continue;
      }
      const file = fileIn(place, words.length > 1, wanted.stem + name.slice(id.length), taken);
      const sizeBytes = await saveDownload(client, body, file, values.force === true);
      out.json({ [wanted.kind]: id, format, file, sizeBytes, failed: wanted.unread });
      out.text(file);
    }
    return isWhole ? exitCodes.done : exitCodes.failed;
  },
};

/** A document of this id, or else a batch. */
async function find(client: ApiClient, id: string, page: number | undefined): Promise<Wanted> {
  try {
    const document = await client.document(id);
    return { kind: 'document', id, stem: stemOf(document.name), unread: unreadOf(document, page) };
  } catch (error) {
    if (!(error instanceof ApiRefusal) || error.code !== 'document.not_found') throw error;
  }
  const batch = await client.batch(id);
  return { kind: 'batch', id, stem: `batch-${id}`, unread: unreadOfBatch(batch) };
}

function pathOf(
  { kind, id }: Wanted,
  { format, page, marks }: { format: string; page: unknown; marks?: Marks },
): string {
  const query = new URLSearchParams({ format, ...(marks && { marks }) });
  if (typeof page === 'string') {
    if (kind === 'batch') throw new UsageError('export: --page is for a document, not for a batch.');
    query.set('page', page);
  }
  return `/v1/${kind === 'batch' ? 'batches' : 'documents'}/${id}/export?${query}`;
}
