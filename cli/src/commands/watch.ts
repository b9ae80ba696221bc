import { statSync } from 'node:fs';
import { UsageError } from '../cli-error.js';
import { ApiClient } from '../client/api-client.js';
import { requireConnection } from '../client/find-connection.js';
import type { SentBatch } from '../client/upload-files.js';
import type { Command } from '../command.js';
import type { Output } from '../terminal/output.js';
import { oneLine } from '../terminal/table.js';
import { SentFiles } from '../watch/sent-files.js';
import { watchFolder } from '../watch/watch-folder.js';

const DEFAULT_INTERVAL_S = 2;
const DEFAULT_SETTLE_S = 5;

export const watch: Command = {
  name: 'watch',
  summary: 'upload every file that is added to a folder, each one once',
  usage: 'DIR [--once] [--settle SECONDS] [--interval SECONDS]',
  optionHelp: [
    ['--once', 'upload the files that are there now, then stop; for cron jobs'],
    ['--settle SECONDS', `upload a file once it has not changed for this long (default: ${DEFAULT_SETTLE_S})`],
    ['--interval SECONDS', `time between two checks of the folder (default: ${DEFAULT_INTERVAL_S})`],
  ],
  examples: ['longhand watch /srv/scanner', 'longhand watch inbox --once --json', 'longhand watch inbox --settle 30'],
  options: { once: { type: 'boolean' }, settle: { type: 'string' }, interval: { type: 'string' } },

  async run({ values, words, out, config, dataDir, signal }) {
    const [folder] = words;
    if (folder === undefined || words.length > 1) throw new UsageError('watch: give one folder.');
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
      throw new UsageError(`watch: ${folder} is not a folder.`);
    }
    const settleMs = millisecondsOf('settle', values.settle, DEFAULT_SETTLE_S);
    const intervalMs = millisecondsOf('interval', values.interval, DEFAULT_INTERVAL_S);
    const client = new ApiClient(requireConnection(config, dataDir), signal);
    const sent = await SentFiles.open(dataDir, folder);
    let hasTrouble = false;
    const onBatch = (batch: SentBatch) => {
      hasTrouble ||= tell(batch, out);
    };
    const watched = { folder, client, sent, settleMs, intervalMs, onBatch, note: (text: string) => out.note(text) };
    if (!values.once) out.note(`Watching ${folder}. Press Ctrl-C to stop.`);
    try {
      await watchFolder(watched, values.once === true);
    } catch (error) {
      // For a watch that goes on for ever, to be ended is to end well.
      if (!signal.aborted || values.once) throw error;
    }
    return hasTrouble && values.once ? 1 : 0;
  },
};

/** Prints the outcome of each file. True when one was refused. */
function tell(batch: SentBatch, out: Output): boolean {
  for (const { path, rows } of batch.files) {
    for (const row of rows) {
      out.json({ batchId: batch.id, file: path, ...row });
      const detail = row.error
        ? `${row.error.message} (${row.error.code})`
        : `document ${row.documentId ?? row.duplicateOf}`;
      out.text(`${row.status}  ${oneLine(path)}  ${detail}`);
    }
  }
  return batch.files.some(({ rows }) => rows.some(({ status }) => status === 'rejected'));
}

function millisecondsOf(name: string, value: unknown, defaultSeconds: number): number {
  const seconds = typeof value === 'string' ? Number(value) : defaultSeconds;
  if (!(seconds >= 0.1 && seconds <= 86_400))
    throw new UsageError(`watch: --${name} must be a number of seconds, such as 5.`);
  return seconds * 1000;
}
