import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UsageError } from '../cli-error.js';
import { ApiClient } from '../client/api-client.js';
import { requireConnection } from '../client/find-connection.js';
import { fileIn, plainName } from '../client/local-name.js';
import { saveDownload } from '../client/save-download.js';
import type { Command } from '../command.js';

export const original: Command = {
  name: 'original',
  summary: 'save original files exactly as they were uploaded',
  usage: 'DOCUMENT... [--out PLACE] [--force]',
  optionHelp: [
    ['--out PLACE', 'a file, a folder, or - for standard output (default: the current folder)'],
    ['--force', 'replace existing files'],
  ],
  examples: [
    'longhand original 0199a5c2-7d1e-7c3f-9a51-3f1c2b6d8e90',
    'longhand original 0199a5c2-7d1e-7c3f-9a51-3f1c2b6d8e90 --out letter.pdf',
  ],
  options: { out: { type: 'string' }, force: { type: 'boolean' } },

  async run({ values, words, out, config, dataDir, signal }) {
    if (words.length === 0) throw new UsageError('original: give the id of a document.');
    const place = typeof values.out === 'string' ? values.out : '.';
    const client = new ApiClient(requireConnection(config, dataDir), signal);
    const taken = new Set<string>();
    for (const id of words) {
      const { name, sha256 } = await client.document(id);
      const { body } = await client.download(`/v1/documents/${encodeURIComponent(id)}/original`);
      if (place === '-') {
        await pipeline(Readable.fromWeb(body), process.stdout, { end: false });
        continue;
      }
      const file = fileIn(place, words.length > 1, plainName(name.slice(name.lastIndexOf('/') + 1)), taken);
      const sizeBytes = await saveDownload(client, body, file, values.force === true);
      out.json({ document: id, file, sizeBytes, sha256 });
      out.text(file);
    }
    return 0;
  },
};
