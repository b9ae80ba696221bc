import { type Database, openDatabase } from '@longhand/db';
import { createLogger } from '@longhand/log';
import pg from 'pg';
import { buildIndexes, dropIndexes, type IndexBuild, type IndexSizes, sizesOf } from './build-indexes.js';
import { type Filled, fillDatabase } from './fill-database.js';
import { type QueryKind, queryKinds, makeQueries } from './make-queries.js';
import { type QueryTimes, measureQueries } from './measure-queries.js';
import { makeVocabulary } from './vocabulary.js';

export interface BenchOptions {
  pages: number;
  wordsPerPage: number;
  /** Queries of each kind, plain and again with filters. */
  queries: number;
  log(line: string): void;
}

export interface SearchReport {
  pages: number;
  wordsPerPage: number;
  loadSeconds: number;
  build: IndexBuild;
  sizes: IndexSizes;
  kinds: { kind: QueryKind; isFiltered: boolean; measured: QueryTimes }[];
}

const vocabularySize = 200_000;
const warmUps = 10;

/** What filling leaves for measuring: the server may be started again in between. */
export interface FilledDatabase extends Omit<SearchReport, 'kinds'> {
  filled: Filled;
}

/** Fills a migrated, empty database with synthetic pages and builds its indexes. */
export async function fillForBench(url: string, options: BenchOptions): Promise<FilledDatabase> {
  const { pages, wordsPerPage, queries, log } = options;
  const db = open(url);
  try {
    const dropped = await dropIndexes(url);
    const vocabulary = makeVocabulary(vocabularySize);
    const filled = await fillDatabase({ db, url, pages, wordsPerPage, vocabulary, sampleCount: queries * 8, log });
    const build = await buildIndexes(url, dropped, log);
    return { pages, wordsPerPage, filled, loadSeconds: filled.loadSeconds, build, sizes: await sizesOf(url) };
  } finally {
    await db.close();
  }
}

/** Asks a filled database, one query after another. */
export async function measureSearch(
  url: string,
  { filled, ...rest }: FilledDatabase,
  { queries, log }: BenchOptions,
): Promise<SearchReport> {
  const db = open(url);
  try {
    const { pages, wordsPerPage } = rest;
    const situation = { filled, pages, wordsPerPage, vocabulary: makeVocabulary(vocabularySize) };
    const report: SearchReport = { ...rest, kinds: [] };
    for (const kind of queryKinds) {
      for (const isFiltered of [false, true]) {
        const all = makeQueries(situation, kind, queries + warmUps, isFiltered);
        await measureQueries(db, all.slice(queries));
        const measured = await measureQueries(db, all.slice(0, queries), await backendOf(url));
        log(
          `${kind}${isFiltered ? ', filtered' : ''}: p50 ${measured.wall.p50.toFixed(1)}, p95 ` +
            `${measured.wall.p95.toFixed(1)} ms`,
        );
        report.kinds.push({ kind, isFiltered, measured });
      }
    }
    return report;
  } finally {
    await db.close();
  }
}

/** With one connection, so that one process of the database does all the work. */
const open = (url: string): Database =>
  openDatabase({ url, pool: 1, log: createLogger({ service: 'bench', level: 'silent' }) });

/** The database process that has answered last, if it runs on this machine. */
async function backendOf(url: string): Promise<number | undefined> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
         ORDER BY query_start DESC LIMIT 1`,
    );
    return rows[0]?.pid;
  } finally {
    await client.end();
  }
}
