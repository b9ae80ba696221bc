import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { migrateDeploy } from '@longhand/db';
import { type PostgresOptions, startPostgres } from '@longhand/embedded';
import {
  type BenchOptions,
  type FilledDatabase,
  fillForBench,
  measureSearch,
  type SearchReport,
} from './run-search-bench.js';
import { wholeNumberOption } from '../whole-number-option.js';
import { searchReport } from './search-report.js';

const HELP = `longhand bench search: fills an embedded PostgreSQL in a temporary folder with synthetic pages
and measures search

  --pages N     pages (250000: about 20 GB of disk space and half an hour on two cores)
  --words N     words on each page (200, as real pages have; fewer are cheaper)
  --queries N   queries of each kind, plain and again with tenant and date (100)
  --docs DIR    folder for search.md; without it nothing is written
  --data DIR    keep the filled database here, and reuse it if it already exists
  --json        the report on standard output`;

const migrations = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));

/** `longhand bench search ...` */
export async function benchSearch(args: readonly string[], log: (line: string) => void): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      pages: { type: 'string', default: '250000' },
      words: { type: 'string', default: '200' },
      queries: { type: 'string', default: '100' },
      docs: { type: 'string' },
      data: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const options = {
    pages: wholeNumberOption('--pages', values.pages),
    wordsPerPage: wholeNumberOption('--words', values.words),
    queries: wholeNumberOption('--queries', values.queries),
    log,
  };
  const report = values.data ? await inFolder(resolve(values.data), options) : await inTemporaryFolder(options);
  const { pages, wordsPerPage } = report;
  const text = searchReport(report, {
    command: `longhand bench search --pages ${pages} --words ${wordsPerPage} --queries ${options.queries}`,
    date: new Date().toISOString().slice(0, 10),
    machine:
      `${cpus()[0]?.model ?? process.arch}, ${availableParallelism()} cores, ` +
      `${Math.round(totalmem() / 2 ** 30)} GiB`,
  });
  if (values.docs) await writeFile(join(resolve(values.docs), 'search.md'), text);
  if (values.json) console.log(JSON.stringify(report));
  else console.log(text);
}

async function inTemporaryFolder(options: BenchOptions): Promise<SearchReport> {
  const folder = await mkdtemp(join(tmpdir(), 'longhand-bench-'));
  try {
    return await inFolder(folder, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function inFolder(folder: string, options: BenchOptions): Promise<SearchReport> {
  const noteFile = join(folder, 'filled.json');
  const server = { dataDir: join(folder, 'postgres'), password: 'bench', database: 'bench' };
  if (!existsSync(noteFile)) await writeFile(noteFile, JSON.stringify(await fill(server, options)));
  const filled: FilledDatabase = JSON.parse(await readFile(noteFile, 'utf8'));
  const asked = await startPostgres(server);
  try {
    return await measureSearch(asked.url, filled, options);
  } finally {
    await asked.stop();
  }
}

async function fill(server: PostgresOptions, options: BenchOptions): Promise<FilledDatabase> {
  await rm(server.dataDir, { recursive: true, force: true });
  // Settings of a first load, which is done again when it fails: no log, no waiting for the disk.
  const settings = { fsync: 'off', wal_level: 'minimal', max_wal_senders: '0', max_wal_size: '8GB', autovacuum: 'off' };
  const loading = await startPostgres({ ...server, settings });
  try {
    await migrateDeploy(loading.url, migrations);
    return await fillForBench(loading.url, options);
  } finally {
    await loading.stop();
  }
}
