import { isGiven } from '@longhand/config';
import type { Command } from '../command.js';
import { openStore } from '../system/open-store.js';
import { withDatabase } from '../system/with-database.js';

const shown = 20;

export const check: Command = {
  name: 'check',
  summary: 'find differences between records, files, jobs and audit logs, and repair them where possible',
  usage: '[--deep] [--repair]',
  optionHelp: [
    ['--deep', 'also read every original, compare its checksum, and look for unencrypted files'],
    ['--repair', 'delete files without a record, requeue lost jobs, and add missing pages to the search index'],
  ],
  examples: ['longhand check', 'longhand check --deep --json', 'longhand check --repair --data /srv/longhand'],
  options: { deep: { type: 'boolean' }, repair: { type: 'boolean' } },

  async run({ values, out, config, dataDir }) {
    const [{ openDatabase }, { createLogger }, { openJobQueue }, { checkSystem, isSound }] = await Promise.all([
      import('@longhand/db'),
      import('@longhand/log'),
      import('@longhand/queue'),
      import('../integrity/check-system.js'),
    ]);
    const findings = await withDatabase({ config, dataDir }, async (url) => {
      const log = createLogger({ service: 'cli', level: 'silent' });
      const store = await openStore({ config, dataDir });
      const db = openDatabase({ url, pool: 2, log });
      const queueUrl = isGiven('QUEUE_URL') ? config.queueUrl : url;
      const queue = openJobQueue({ url: queueUrl, prefix: config.queuePrefix, log });
      try {
        return await checkSystem({
          db,
          store,
          queue,
          log,
          isDeep: values.deep === true,
          isRepair: values.repair === true,
        });
      } finally {
        for (const part of [queue, store, db]) await part.close();
      }
    });
    out.json({ isSound: isSound(findings), ...findings });
    out.text(`${findings.documents} documents, ${findings.objects} objects`);
    const lists: [string, readonly string[]][] = [
      ['missing files', findings.missing],
      ['originals that differ from the uploaded file', findings.corrupt],
      ['unencrypted files in an encrypted store', findings.plain],
      ['files without a record', findings.orphans],
      ['incomplete or changed audit logs', findings.brokenLogs],
    ];
    for (const [what, list] of lists) {
      out.text(`${what}: ${list.length}`);
      for (const one of list.slice(0, shown)) out.text(`  ${one}`);
    }
    out.text(`unfinished writes: ${findings.unfinished}`);
    out.text(`lost jobs: ${findings.lostJobs}\npages missing from the search index: ${findings.unindexed}`);
    const { repaired } = findings;
    if (repaired)
      out.text(
        `Repaired: ${repaired.orphans + repaired.unfinished} leftovers, ${repaired.lostJobs} jobs, ` +
          `${repaired.unindexed} pages in the index.`,
      );
    return isSound(findings) ? 0 : 1;
  },
};
