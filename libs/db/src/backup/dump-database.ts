import pg from 'pg';
import { appliedMigrations, copiedTables } from './tables.js';

const rowsAtOnce = 500;

/**
 * Reads the whole database as of one moment, table by table, while the system runs. Each row is a
 * line of JSON, which needs no PostgreSQL program except the server and keeps every value exactly:
 * numbers are written in full and never become JavaScript numbers.
 * @param url of the database's owner: row-level security would hide rows from anybody else
 * @param keep is called for one table after another, each after those that it refers to
 * @returns the migrations that the rows belong to
 */
export async function dumpDatabase(
  url: string,
  keep: (table: string, lines: AsyncIterable<string>) => Promise<void>,
): Promise<{ migrations: string[]; tables: string[] }> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(`SET LOCAL TIME ZONE 'UTC'; SET LOCAL row_security = off`);
    const migrations = await appliedMigrations(client);
    const tables = await copiedTables(client);
    for (const table of tables) await keep(table, linesOf(client, table));
    await client.query('COMMIT');
    return { migrations, tables };
  } finally {
    await client.end();
  }
}

async function* linesOf(client: pg.Client, table: string): AsyncGenerator<string> {
  const name = pg.escapeIdentifier(table);
  await client.query(`DECLARE dump NO SCROLL CURSOR FOR SELECT row_to_json(t)::text AS line FROM ${name} AS t`);
  for (;;) {
    const { rows } = await client.query<{ line: string }>(`FETCH ${rowsAtOnce} FROM dump`);
    for (const { line } of rows) yield line;
    if (rows.length < rowsAtOnce) break;
  }
  await client.query('CLOSE dump');
}
