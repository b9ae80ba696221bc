import { AppError } from '@longhand/core';
import pg from 'pg';

/**
 * Makes the login that the services use, or gives it this password: a role that owns nothing and may only become longhand_tenant or
 * longhand_system, so that row-level security holds for every statement, also for one outside tenancy.ts.
 * @param ownerUrl login that owns the database, already migrated; needs CREATEROLE or superuser
 * @param serviceUrl `postgres://NAME:PASSWORD@...`: only name and password are read
 * @throws AppError db.bad_service_url
 */
export async function ensureServiceRole(ownerUrl: string, serviceUrl: string): Promise<void> {
  const { username, password } = new URL(serviceUrl);
  const name = decodeURIComponent(username);
  const owner = decodeURIComponent(new URL(ownerUrl).username);
  if (!name || !password || name === owner) {
    throw new AppError(
      'db.bad_service_url',
      'SERVICE_DATABASE_URL must name a login of its own, with a password, and not the owner of the database.',
    );
  }
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query('BEGIN');
    // Two at once would both find no role.
    await client.query('SELECT pg_advisory_xact_lock($1)', [roleLock]);
    const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
    const role = pg.escapeIdentifier(name);
    const secret = pg.escapeLiteral(decodeURIComponent(password));
    await client.query(
      `${rowCount ? 'ALTER' : 'CREATE'} ROLE ${role} LOGIN NOINHERIT NOCREATEDB NOCREATEROLE PASSWORD ${secret}`,
    );
    await client.query(`GRANT longhand_tenant, longhand_system TO ${role}`);
    await client.query('COMMIT');
  } finally {
    // Rolls back what was not committed.
    await client.end();
  }
}

const roleLock = 72_707_370;
