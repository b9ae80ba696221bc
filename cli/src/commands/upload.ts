import { UsageError } from '../cli-error.js';
import { ApiClient } from '../client/api-client.js';
import { requireConnection } from '../client/find-connection.js';
import { finishBatches } from '../client/finish-batches.js';
import { listFiles } from '../client/list-files.js';
import { hasTrouble, receiptTable } from '../client/receipt-table.js';
import { uploadFiles } from '../client/upload-files.js';
import type { Command } from '../command.js';
import { ProgressBar } from '../terminal/progress-bar.js';

export const upload: Command = {
  name: 'upload',
  summary: 'upload files and folders to a running system',
  usage: 'DIR|FILE... [--wait]',
  optionHelp: [['--wait', 'wait until every page has been read or has failed']],
  examples: [
    'longhand upload scans/',
    'longhand upload letter.pdf notes.tif --wait',
    'longhand upload scans/ --wait --json',
  ],
  options: { wait: { type: 'boolean' } },

  async run({ values, words, out, config, dataDir, signal }) {
    if (words.length === 0) throw new UsageError('upload: give at least one file or folder.');
    const client = new ApiClient(requireConnection(config, dataDir), signal);
    let skipped = 0;
    const files = await listFiles(words, () => {
      skipped += 1;
    });
    const bar = new ProgressBar(out, 'upload');
    let sent = 0;
    const progress = () => ({
      share: files.length ? sent / files.length : 1,
      label: `${sent} of ${files.length} files`,
    });
    const batches = await uploadFiles(client, files, (batch) => {
      sent += batch.files.length;
      bar.update(progress());
      out.json({
        batchId: batch.id,
        files: batch.files.flatMap((file) => file.rows.map((row) => ({ file: file.path, ...row }))),
      });
    });
    bar.finish(progress());
    const finished = values.wait ? await finishBatches(client, batches, out, signal) : [];
    for (const { id, status, counts, documents } of finished) out.json({ batchId: id, status, counts, documents });
    out.text(receiptTable(batches, finished));
    for (const { id } of batches) out.text(`batch ${id}`);
    if (skipped > 0) out.note(`${skipped} system files (such as .DS_Store or Thumbs.db) were skipped.`);
    return hasTrouble(batches, finished) ? 1 : 0;
  },
};
