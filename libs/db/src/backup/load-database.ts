import { AppError } from '@longhand/core';
import pg from 'pg';
import { copiedTables } from './tables.js';

const rowsAtOnce = 500;

/**
 * Writes the output of dumpDatabase to a database with the same migrations and no rows, in one
 * transaction.
 * @param linesOf the lines of a table; undefined for one that the backup does not have
 * @returns rows by table
 * @throws AppError restore.not_empty
 */
export async function loadDatabase(
  url: string,
  linesOf: (table: string) => AsyncIterable<string> | undefined,
): Promise<Record<string, number>> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query('BEGIN');
    const tables = await copiedTables(client);
    await requireEmpty(client, tables);
    const counts: Record<string, number> = {};
    for (const table of tables) {
      const lines = linesOf(table);
      if (!lines) continue;
      // The backup already contains the rows that triggers would write.
      await client.query(`ALTER TABLE ${pg.escapeIdentifier(table)} DISABLE TRIGGER USER`);
      counts[table] = await insertLines(client, table, lines);
      await client.query(`ALTER TABLE ${pg.escapeIdentifier(table)} ENABLE TRIGGER USER`);
      await moveSequences(client, table);
    }
    await client.query('COMMIT');
    return counts;
  } finally {
    // Without a COMMIT, this discards everything that was written.
    await client.end();
  }
}

async function requireEmpty(client: pg.Client, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    const { rowCount } = await client.query(`SELECT 1 FROM ${pg.escapeIdentifier(table)} LIMIT 1`);
    if (!rowCount) continue;
    throw new AppError('restore.not_empty', 'The database already contains records. Restore into an empty one.');
  }
}

async function insertLines(client: pg.Client, table: string, lines: AsyncIterable<string>): Promise<number> {
  // With its schema: "line" alone is also a type of PostgreSQL's own.
  const name = `public.${pg.escapeIdentifier(table)}`;
  let waiting: string[] = [];
  let count = 0;
  const flush = async () => {
    if (waiting.length === 0) return;
    await client.query(`INSERT INTO ${name} SELECT * FROM json_populate_recordset(NULL::${name}, $1::json)`, [
      `[${waiting.join(',')}]`,
    ]);
    count += waiting.length;
    waiting = [];
  };
  for await (const line of lines) {
    waiting.push(line);
    if (waiting.length >= rowsAtOnce) await flush();
  }
  await flush();
  return count;
}

/**
 * Sets the sequences of a table beyond their highest value, so that the next row does not conflict
 * with an old one.
 */
async function moveSequences(client: pg.Client, table: string): Promise<void> {
  const name = pg.escapeIdentifier(table);
  const { rows } = await client.query<{ column: string; sequence: string }>(
    `SELECT attname AS column, pg_get_serial_sequence($1, attname) AS sequence FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped
       AND pg_get_serial_sequence($1, attname) IS NOT NULL`,
    [name],
  );
  for (const { column, sequence } of rows) {
    const highest = `(SELECT max(${pg.escapeIdentifier(column)}) FROM ${name})`;
    await client.query(`SELECT setval($1, coalesce(${highest}, 1), ${highest} IS NOT NULL)`, [sequence]);
  }
}
