import pg from 'pg';

/**
 * Takes a lock that only one process can hold, as long as its connection lasts: a killed process
 * releases it.
 * @returns what gives it back; undefined when another process has it
 */
export async function lockDatabase(url: string, name: string): Promise<(() => Promise<void>) | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // A connection that breaks is a lock that is given back: whoever works on finds it out by its own.
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ taken: boolean }>(
    'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS taken',
    [`longhand ${name}`],
  );
  if (rows[0].taken) return () => client.end();
  await client.end();
  return undefined;
}
