import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isGiven } from '@longhand/config';
import { checkoutDir } from '../checkout-dir.js';
import { CliError } from '../cli-error.js';
import { ApiClient } from '../client/api-client.js';
import { describeHit } from '../client/describe-hit.js';
import { pickCertainWord } from '../client/certain-word.js';
import { finishBatches } from '../client/finish-batches.js';
import { listFiles } from '../client/list-files.js';
import { readDocument } from '../client/read-document.js';
import { hasTrouble, receiptTable } from '../client/receipt-table.js';
import { uploadFiles } from '../client/upload-files.js';
import type { Command } from '../command.js';
import { lockHolder } from '../system/data-dir.js';
import { describeMissingParts } from '../system/missing-parts.js';
import { ServiceLog } from '../system/service-log.js';
import { startSystem } from '../system/start-system.js';
import type { Output } from '../terminal/output.js';
import { oneLine } from '../terminal/table.js';

const SAMPLES = join(checkoutDir, 'samples', 'records');
const IMAGE = /\.(png|jpe?g|tiff?|webp|pdf|heic|bmp|gif)$/i;

export const demo: Command = {
  name: 'demo',
  summary: 'read the sample records (and your own files), show a search hit, then stop',
  usage: '[FILE...]',
  examples: ['longhand demo', 'longhand demo my-letter.jpg', 'longhand demo scans/ --json'],

  async run({ words, out, config, dataDir, signal }) {
    const files = await listFiles([...(await sampleFiles()), ...words]);
    const missing = describeMissingParts(config);
    if (missing) out.note(missing);
    const demoDir = join(dataDir, 'demo');
    await removeLastDemo(demoDir);
    out.note('Starting database, API and workers ...');
    const system = await startSystem({
      config,
      dataDir: demoDir,
      // Its own tenant each time: in a database that stays, an earlier demo would make every file a
      // duplicate.
      tenant: `demo-${Date.now().toString(36)}`,
      log: new ServiceLog(out, 'problems'),
      note: (text) => out.note(text),
      signal,
    });
    try {
      out.note(`Ready at ${system.url}. Reading ${files.length} files ...`);
      return await Promise.race([showEverything(new ApiClient(system, signal), files, out, signal), system.broken]);
    } finally {
      await system.stop();
      out.note('Everything has stopped.');
    }
  },
};

async function sampleFiles(): Promise<string[]> {
  if (!existsSync(SAMPLES)) throw new CliError('samples/records is missing from this checkout. Restore it with git.');
  const names = (await readdir(SAMPLES)).filter((name) => IMAGE.test(name)).sort();
  return names.map((name) => join(SAMPLES, name));
}

async function removeLastDemo(demoDir: string): Promise<void> {
  const holder = lockHolder(demoDir);
  if (holder !== undefined)
    throw new CliError(
      `another demo (process ${holder}) is running. Wait for it to end, or choose another folder with --data.`,
    );
  if (!isGiven('DATABASE_URL')) {
    const { stopPreviousServer } = await import('@longhand/embedded');
    await stopPreviousServer(join(demoDir, 'postgres'));
  }
  await rm(demoDir, { recursive: true, force: true });
}

async function showEverything(
  client: ApiClient,
  files: Awaited<ReturnType<typeof listFiles>>,
  out: Output,
  signal: AbortSignal,
): Promise<number> {
  const batches = await uploadFiles(client, files);
  const finished = await finishBatches(client, batches, out, signal);
  out.text(`\n${receiptTable(batches, finished)}`);
  const documentIds = new Set<string>();
  for (const file of batches.flatMap((batch) => batch.files)) {
    for (const row of file.rows) {
      const documentId = row.documentId ?? row.duplicateOf;
      if (documentId === undefined) continue;
      documentIds.add(documentId);
      const { document, pages } = await readDocument(client, documentId);
      out.json({ file: file.path, documentId, status: document.status, pages });
      out.text(`\n== ${oneLine(basename(row.name))} ==\n${pages.map((page) => page.text).join('\f')}`);
    }
  }
  await showSearch(client, [...documentIds], out);
  return hasTrouble(batches, finished) ? 1 : 0;
}

async function showSearch(client: ApiClient, documentIds: readonly string[], out: Output): Promise<void> {
  const word = await pickCertainWord(client, documentIds);
  if (word === undefined) {
    out.text('\nNo word was read with enough certainty to search for it.');
    return;
  }
  const { hits, took_ms } = await client.search({ q: word });
  out.text(
    `\nSearching for "${word}": ${hits.length} ${hits.length === 1 ? 'page' : 'pages'} in ${Math.round(took_ms)} ms`,
  );
  for (const hit of hits.slice(0, 3)) {
    out.json({ search: word, hit });
    out.text(describeHit(hit));
  }
  if (hits.length === 0) throw new CliError(`search found nothing for "${word}", although the word was read.`);
}
