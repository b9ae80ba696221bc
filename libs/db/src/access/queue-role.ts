import pg from 'pg';
import { ensureLogin, loginOf } from './login-role.js';

/**
 * Makes the login of a queue that lives in PostgreSQL: it may create and own the queue's schema,
 * and sees nothing of the records. A schema that somebody else owns is dropped: the queue only
 * wakes workers, and the sweeper fills it again from our own rows.
 * @param ownerUrl login that owns the database; needs CREATEROLE or superuser
 * @param queueUrl `postgres://NAME:PASSWORD@.../DATABASE`
 * @param schema the queue's schema
 */
export async function ensureQueueRole(ownerUrl: string, queueUrl: string, schema: string): Promise<void> {
  const login = loginOf(queueUrl);
  const database = decodeURIComponent(new URL(ownerUrl).pathname.slice(1));
  await ensureLogin(ownerUrl, login, async (client, role) => {
    await client.query(`GRANT CREATE ON DATABASE ${pg.escapeIdentifier(database)} TO ${role}`);
    const { rowCount } = await client.query(
      'SELECT FROM pg_namespace n JOIN pg_roles r ON r.oid = n.nspowner WHERE n.nspname = $1 AND r.rolname <> $2',
      [schema, login.name],
    );
    if (rowCount) await client.query(`DROP SCHEMA ${pg.escapeIdentifier(schema)} CASCADE`);
  });
}
