import { foldingVersion, type UniformRandom, seededRandom } from '@longhand/core';
import { searchBodyOf, type Database, labelsOf } from '@longhand/db';
import pg from 'pg';
import { copyRows } from './copy-rows.js';
import { type MadePage, makePage } from './make-page.js';
import { below, pickItem } from './pick-item.js';
import type { Vocabulary } from './vocabulary.js';

/** Shares of all pages: one large clinic and four small ones. */
const tenantShares = [0.8, 0.05, 0.05, 0.05, 0.05];
const pagesPerDocument = 4;
const wards = ['ward a', 'ward b', 'ward c', 'ward d', 'intake', 'pharmacy', 'letters', 'surgery'];
export const firstYear = 2000;
export const years = 20;

/** Two words that surely stand side by side on a page. */
export interface SamplePhrase {
  tenantId: string;
  year: number;
  phrase: [string, string];
}

export interface Filled {
  /** The largest first. */
  tenantIds: string[];
  samples: SamplePhrase[];
  loadSeconds: number;
}

const wordColumns =
  'tenant_id page_id id line_number number text marked_text x y width height confidence uncertain alternatives'.split(
    ' ',
  );
const documentColumns =
  'id tenant_id batch_id name title record_date tags sha256 media_type size_bytes status page_count'.split(' ');

interface Load {
  db: Database;
  url: string;
  pages: number;
  wordsPerPage: number;
  vocabulary: Vocabulary;
  /** Samples to keep. */
  sampleCount: number;
  log(line: string): void;
}

/**
 * Writes documents, words and search rows as the system would, through the same functions, by COPY.
 * Rows of `page` itself are left out: search does not read them. Leaves the search rows without
 * their indexes: see buildIndexes.
 */
export async function fillDatabase(load: Load): Promise<Filled> {
  const { db, url, pages, wordsPerPage, vocabulary, sampleCount, log } = load;
  const started = performance.now();
  const random = seededRandom(1);
  const owners = await makeTenants(db);
  const [documents, words, rows] = await Promise.all([openFor(url), openFor(url, 'word'), openFor(url, 'search_page')]);
  const toDocuments = copyRows(documents, 'document', documentColumns);
  const toWords = copyRows(words, 'word', wordColumns);
  const toRows = copyRows(rows, 'search_page', [
    'page_id',
    'tenant_id',
    'document_id',
    'number',
    'labels',
    'body',
    'folding',
  ]);
  const samples: SamplePhrase[] = [];
  const sampleEvery = Math.max(1, Math.floor(pages / sampleCount));
  let document = makeDocument(owners, random, 0);
  for (let page = 0; page < pages; page += 1) {
    const number = (page % pagesPerDocument) + 1;
    if (number === 1) {
      document = makeDocument(owners, random, page / pagesPerDocument);
      await toDocuments.write(document.row);
    }
    const made = makePage(vocabulary, random, wordsPerPage);
    const pageId = idOf(1, page);
    await toRows.write([
      pageId,
      document.tenantId,
      document.id,
      number,
      document.labels,
      searchBodyOf(
        document.tenantId,
        made.words,
        made.words.map((_, i) => lineOf(i)),
      ),
      foldingVersion,
    ]);
    for (const row of wordRows(document.tenantId, page, pageId, made)) await toWords.write(row);
    if (page % sampleEvery === 0) samples.push(...samplesOf(made, document));
    if ((page + 1) % 100_000 === 0) log(`${page + 1} pages, ${Math.round((performance.now() - started) / 1000)} s`);
  }
  for (const copy of [toDocuments, toWords, toRows]) await copy.end();
  for (const client of [documents, words, rows]) {
    await client.query('COMMIT');
    await client.end();
  }
  return {
    tenantIds: owners.map(({ tenantId }) => tenantId),
    samples,
    loadSeconds: (performance.now() - started) / 1000,
  };
}

interface Owner {
  tenantId: string;
  batchId: string;
}

async function makeTenants(db: Database): Promise<Owner[]> {
  const owners: Owner[] = [];
  for (const i of tenantShares.keys()) {
    const tenantId = await db.tenants.ensure(`clinic ${i + 1}`);
    owners.push({ tenantId, batchId: (await db.batches.create(tenantId, {})).id });
  }
  return owners;
}

/**
 * A connection with an open transaction in which triggers and foreign keys stay silent; a table
 * that is emptied in it needs no log of what is copied.
 */
async function openFor(url: string, table?: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('BEGIN');
  await client.query('SET LOCAL session_replication_role = replica');
  if (table) await client.query(`TRUNCATE ${table}`);
  return client;
}

interface MadeDocument {
  id: string;
  tenantId: string;
  year: number;
  labels: string;
  row: (string | number)[];
}

function makeDocument(owners: readonly Owner[], random: UniformRandom, number: number): MadeDocument {
  const { tenantId, batchId } = owners[drawTenant(random)];
  const year = firstYear + below(random, years);
  const day = `${year}-${pad(1 + below(random, 12))}-${pad(1 + below(random, 28))}`;
  const tag = pickItem(random, wards);
  const [title, name] = [`Record ${number}`, `scan-${number}.jpg`];
  const labels = labelsOf(tenantId, { name, title, tags: [tag], recordDate: day });
  const id = idOf(2, number);
  const sha256 = number.toString(16).padStart(64, '0');
  const rest = [sha256, 'image/jpeg', 1, 'done', pagesPerDocument];
  return { id, tenantId, year, labels, row: [id, tenantId, batchId, name, title, day, `{"${tag}"}`, ...rest] };
}

function drawTenant(random: UniformRandom): number {
  let left = random();
  const tenant = tenantShares.findIndex((share) => {
    left -= share;
    return left < 0;
  });
  return Math.max(0, tenant);
}

function wordRows(tenantId: string, page: number, pageId: string, { words }: MadePage): (string | number)[][] {
  return words.map(([{ text, probability }, ...others], i) => {
    const [line, number] = [lineOf(i), i % wordsPerLine];
    const place = [number * 240, line * 60, text.length * 20, 40];
    const alternatives = others.length > 0 ? JSON.stringify(others) : '[]';
    const id = idOf(3, page * words.length + i);
    return [
      tenantId,
      pageId,
      id,
      line,
      number,
      text,
      text,
      ...place,
      probability,
      String(others.length > 0),
      alternatives,
    ];
  });
}

function samplesOf({ truth, words }: MadePage, { tenantId, year }: MadeDocument): SamplePhrase[] {
  const isSure = (i: number) => words[i][0].text === truth[i] && words[i][0].probability >= 0.9;
  const at = truth.findIndex((_, i) => i + 1 < truth.length && isSure(i) && isSure(i + 1) && truth[i] !== truth[i + 1]);
  return at < 0 ? [] : [{ tenantId, year, phrase: [truth[at], truth[at + 1]] }];
}

const wordsPerLine = 10;
const lineOf = (word: number): number => Math.floor(word / wordsPerLine);

const pad = (value: number): string => String(value).padStart(2, '0');

/** Ids in order, so that their indexes are built quickly. */
const idOf = (kind: number, number: number): string =>
  `${kind}0000000-0000-8000-8000-${number.toString(16).padStart(12, '0')}`;
