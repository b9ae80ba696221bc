import pg from 'pg';

/** Name and password of a login, as written in a database URL. */
export interface Login {
  readonly name: string;
  readonly password: string;
}

/** The login in `postgres://NAME:PASSWORD@...`; nothing else of the URL is read. */
export function loginOf(url: string): Login {
  const { username, password } = new URL(url);
  return { name: decodeURIComponent(username), password: decodeURIComponent(password) };
}

/**
 * Creates a login without rights of its own, or sets the password of an existing one, and runs
 * `grant` in the same transaction.
 * @param ownerUrl login that owns the database; needs CREATEROLE or superuser
 * @param grant gets the open transaction and the quoted name of the role
 */
export async function ensureLogin(
  ownerUrl: string,
  { name, password }: Login,
  grant: (client: pg.Client, role: string) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query('BEGIN');
    // Two at once would both find no role.
    await client.query('SELECT pg_advisory_xact_lock($1)', [roleLock]);
    const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
    const role = pg.escapeIdentifier(name);
    await client.query(
      `${rowCount ? 'ALTER' : 'CREATE'} ROLE ${role} LOGIN NOINHERIT NOCREATEDB NOCREATEROLE PASSWORD ` +
        `${pg.escapeLiteral(password)}`,
    );
    await grant(client, role);
    await client.query('COMMIT');
  } finally {
    // Rolls back what was not committed.
    await client.end();
  }
}

const roleLock = 72_707_370;
