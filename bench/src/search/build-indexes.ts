import pg from 'pg';

export interface IndexBuild {
  /** Seconds. */
  words: number;
  lexicon: number;
  keys: number;
  wordRows: number;
}

export interface IndexSizes {
  /** Bytes: table and what its long values need. */
  searchRows: number;
  words: number;
  lexicon: number;
  keys: number;
  wordRows: number;
  /** Distinct forms in the lexicon. */
  forms: number;
}

/** Indexes that are taken away while rows are copied, by the name that the schema gives them. */
const searchIndexes = ['search_page_words', 'search_form_keys'];
const otherIndexes = ['search_page_document_id_idx', 'word_page_id_line_number_number_key', 'word_tenant_id_idx'];

export type DroppedIndexes = ReadonlyMap<string, string>;

/** Takes the indexes of search and words away. @returns how each was made */
export async function dropIndexes(url: string): Promise<DroppedIndexes> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string; definition: string }>(
      'SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE indexname = ANY($1)',
      [[...searchIndexes, ...otherIndexes]],
    );
    for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
    return new Map(rows.map(({ name, definition }) => [name, definition]));
  });
}

/**
 * Makes the indexes again, as the schema has them, and the lexicon from the rows, as its triggers
 * would have.
 */
export async function buildIndexes(
  url: string,
  dropped: DroppedIndexes,
  log: (line: string) => void,
): Promise<IndexBuild> {
  return withClient(url, async (client) => {
    const timed = async (what: string, statement: string) => {
      const started = performance.now();
      await client.query(statement);
      const seconds = (performance.now() - started) / 1000;
      log(`${what}: ${seconds.toFixed(1)} s`);
      return seconds;
    };
    const make = (name: string) => timed(name, dropped.get(name) ?? 'SELECT');
    await client.query(`SET maintenance_work_mem = '1GB'; SET work_mem = '512MB'`);
    const words = await make('search_page_words');
    // Counted into a table first, because only that is done by several processes at once.
    const lexicon = await timed(
      'lexicon',
      `CREATE TEMP TABLE counted AS SELECT tenant_id, form, count(*) AS pages FROM search_page, search_forms_of(body)
      GROUP BY 1, 2;
       INSERT INTO search_form SELECT * FROM counted ORDER BY tenant_id, form; DROP TABLE counted`,
    );
    const keys = await make('search_form_keys');
    let wordRows = 0;
    for (const name of otherIndexes) wordRows += await make(name);
    await timed('vacuum', 'VACUUM (ANALYZE) search_page, search_form, document, word');
    return { words, lexicon, keys, wordRows };
  });
}

export async function sizesOf(url: string): Promise<IndexSizes> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<Record<keyof IndexSizes, string>>(
      `SELECT pg_table_size('search_page') AS "searchRows", pg_relation_size('search_page_words') AS words,
        pg_table_size('search_form') + pg_relation_size('search_form_pkey') AS lexicon,
        pg_relation_size('search_form_keys') AS keys, pg_total_relation_size('word') AS "wordRows",
        (SELECT count(*) FROM search_form) AS forms`,
    );
    return Object.fromEntries(
      Object.entries(rows[0]).map(([name, value]) => [name, Number(value)]),
    ) as unknown as IndexSizes;
  });
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
