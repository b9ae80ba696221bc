import { once } from 'node:events';
import type { Command } from '../command.js';
import { describeMissingParts } from '../system/missing-parts.js';
import { ServiceLog } from '../system/service-log.js';
import { startSystem } from '../system/start-system.js';

export const up: Command = {
  name: 'up',
  summary: 'start the whole system and leave it running',
  usage: '[--tenant NAME]',
  optionHelp: [['--tenant NAME', 'tenant whose API key is printed (default: default)']],
  examples: [
    'longhand up',
    'longhand up --data /srv/longhand',
    'HTTP_PORT=9000 longhand up --json',
    'QUEUE_URL=redis://127.0.0.1:6379 longhand up',
  ],
  options: { tenant: { type: 'string' } },

  async run({ values, out, config, dataDir, signal }) {
    const missing = describeMissingParts(config);
    if (missing) out.note(missing);
    const system = await startSystem({
      config,
      dataDir,
      tenant: typeof values.tenant === 'string' ? values.tenant : 'default',
      log: new ServiceLog(out, 'all'),
      note: (text) => out.note(text),
      signal,
    });
    try {
      out.json({ url: system.url, apiKey: system.apiKey });
      out.text(
        [
          `Longhand is ready at ${system.url}`,
          // The part after # stays in the browser: the page takes the key from it and clears the
          // address.
          `Open in a browser, signed in: ${system.url}/#key=${system.apiKey}`,
          `API key: ${system.apiKey}`,
          `Data folder: ${dataDir}`,
          'Press Ctrl-C to stop.',
        ].join('\n'),
      );
      if (!signal.aborted) await Promise.race([once(signal, 'abort'), system.broken]);
    } finally {
      out.note('Stopping ...');
      await system.stop();
    }
    return 0;
  },
};
