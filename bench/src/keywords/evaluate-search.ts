import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadConfig } from '@longhand/config';
import { migrateDeploy, openDatabase } from '@longhand/db';
import { startPostgres } from '@longhand/embedded';
import { createLogger } from '@longhand/log';
import { readPageSet, type TruePage } from '@longhand/training';
import { compareSearches, type KeyedPage } from './compare-searches.js';
import { type KeywordReport, keywordReport } from './keyword-report.js';
import { keywordsOfPage } from './keywords-of-page.js';
import { readPages } from './read-pages.js';

const HELP = `longhand evaluate search: reads pages that no network was trained on, and measures how well search
finds their words with the first reading alone, with all readings, and with similar words

  --pages N         at most N pages of each set, for a quick look
  --readings FILE   save the readings in this file, and reuse them next time
  --docs DIR        folder for search-accuracy.md; without it nothing is written
  --models DIR      folder of the models (MODELS_DIR)
  --data-root DIR   folder of the handwriting data (LONGHAND_DATA, or shared/data beside the checkout)
  --json            the figures on standard output`;

const migrations = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));

/** `longhand evaluate search ...` */
export async function evaluateSearch(
  args: readonly string[],
  { log = (line: string) => console.error(line) }: { log?: (line: string) => void } = {},
): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      pages: { type: 'string' },
      readings: { type: 'string' },
      docs: { type: 'string' },
      models: { type: 'string' },
      'data-root': { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const config = loadConfig();
  const sets = await pageSets(resolve(values['data-root'] ?? config.handwritingData), Number(values.pages ?? Infinity));
  const read = await readPages(
    sets.flatMap(({ pages }) => pages),
    {
      modelsDir: resolve(values.models ?? config.ocr.modelsDir),
      readingsFile: values.readings && resolve(values.readings),
      log,
    },
  );
  const readings = new Map(read.map((page) => [page.page, page.recognised]));
  const groups = sets.map(({ name, pages }) => ({
    name,
    pages: pages.flatMap(({ page, lines }): KeyedPage[] => {
      const recognised = readings.get(page);
      return recognised ? [{ page, recognised, keywords: keywordsOfPage(lines) }] : [];
    }),
  }));
  const report: KeywordReport = {
    command: `longhand evaluate search${values.pages ? ` --pages ${values.pages}` : ''}`,
    date: new Date().toISOString().slice(0, 10),
    groups: await compareGroups(groups, log),
  };
  if (values.docs) await writeFile(join(resolve(values.docs), 'search-accuracy.md'), keywordReport(report));
  if (values.json) console.log(JSON.stringify(report));
  else console.log(keywordReport(report));
}

async function pageSets(dataRoot: string, most: number): Promise<{ name: string; pages: TruePage[] }[]> {
  const [val, test, jls] = await Promise.all([
    readPageSet(dataRoot, 'copiste', 'val'),
    readPageSet(dataRoot, 'copiste', 'test'),
    readPageSet(dataRoot, 'jls'),
  ]);
  return [
    { name: 'Copiste, validation', pages: val.slice(0, most) },
    { name: 'Copiste, test', pages: test.slice(0, most) },
    { name: 'Letters of 1905', pages: jls.slice(0, most) },
  ];
}

interface Group {
  name: string;
  pages: KeyedPage[];
}

async function compareGroups(groups: readonly Group[], log: (line: string) => void): Promise<KeywordReport['groups']> {
  const folder = await mkdtemp(join(tmpdir(), 'longhand-evaluate-'));
  const server = await startPostgres({ dataDir: join(folder, 'postgres'), password: 'evaluate', database: 'evaluate' });
  const db = openDatabase({ url: server.url, pool: 2, log: createLogger({ service: 'evaluate', level: 'silent' }) });
  try {
    await migrateDeploy(server.url, migrations);
    const results: KeywordReport['groups'] = [];
    for (const { name, pages } of groups) {
      results.push({ name, ...(await compareSearches(db, pages)) });
      log(`${name}: searched`);
    }
    return results;
  } finally {
    await db.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
