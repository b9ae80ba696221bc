import { UsageError } from '../cli-error.js';
import { ApiClient } from '../client/api-client.js';
import { requireConnection } from '../client/find-connection.js';
import { followBatch } from '../client/follow-batch.js';
import type { Command } from '../command.js';
import { oneLine, table } from '../terminal/table.js';

export const status: Command = {
  name: 'status',
  summary: 'show the progress of an upload, or list the latest uploads',
  usage: '[BATCH] [--wait]',
  optionHelp: [['--wait', 'wait until every page of the batch has been read or has failed; exit code 1 if one failed']],
  examples: [
    'longhand status',
    'longhand status 0199a5c2-7d1e-7c3f-9a51-3f1c2b6d8e90',
    'longhand status 0199a5c2-7d1e-7c3f-9a51-3f1c2b6d8e90 --wait --json',
  ],
  options: { wait: { type: 'boolean' } },

  async run({ values, words, out, config, dataDir, signal }) {
    const client = new ApiClient(requireConnection(config, dataDir), signal);
    const [id] = words;
    if (id === undefined) {
      const { batches } = await client.batches(20);
      for (const batch of batches) out.json(batch);
      const rows = batches.map(({ id, status, createdAt, counts }) => [
        id,
        status,
        createdAt.slice(0, 19).replace('T', ' '),
        String(counts.files),
        `${counts.pagesDone} of ${counts.pages}${counts.pagesFailed ? `, ${counts.pagesFailed} failed` : ''}`,
      ]);
      out.text(
        rows.length === 0
          ? 'Nothing has been uploaded yet.'
          : table([['batch', 'status', 'received (UTC)', 'files', 'pages'], ...rows]),
      );
      return 0;
    }
    if (words.length > 1) throw new UsageError('status: give one batch.');
    const batch = values.wait ? await followBatch(client, id, { out, signal }) : await client.batch(id);
    out.json(batch);
    const { counts, etaSeconds } = batch;
    const left = etaSeconds === undefined ? '' : `, about ${Math.ceil(etaSeconds)} s left`;
    out.text(`${batch.status}: ${counts.pagesDone} of ${counts.pages} pages, ${counts.pagesFailed} failed${left}`);
    out.text(
      `${counts.files} files: ${counts.accepted} accepted, ${counts.duplicate} duplicate, ${counts.rejected} rejected`,
    );
    const rows = batch.documents.map((document) => [
      document.id,
      document.status,
      `${document.pagesDone} of ${document.pageCount ?? '?'}`,
      oneLine(document.name),
      document.error ? `${document.error.message} (${document.error.code})` : '',
    ]);
    if (rows.length > 0) out.text(table([['document', 'status', 'pages', 'file', ''], ...rows]));
    for (const file of batch.files)
      if (file.error) out.text(`rejected  ${oneLine(file.name)}  ${file.error.message} (${file.error.code})`);
    return values.wait && batch.status !== 'done' ? 1 : 0;
  },
};
