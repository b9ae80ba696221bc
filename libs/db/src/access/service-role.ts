import { AppError } from '@longhand/core';
import { ensureLogin, loginOf } from './login-role.js';

/**
 * Makes the login that the services use, or gives it this password: a role that owns nothing and
 * may only become longhand_tenant or longhand_system, so that row-level security holds for every
 * statement, also for one outside tenancy.ts.
 * @param ownerUrl login that owns the database, already migrated; needs CREATEROLE or superuser
 * @param serviceUrl `postgres://NAME:PASSWORD@...`: only name and password are read
 * @throws AppError db.bad_service_url
 */
export async function ensureServiceRole(ownerUrl: string, serviceUrl: string): Promise<void> {
  const login = loginOf(serviceUrl);
  if (!login.name || !login.password || login.name === loginOf(ownerUrl).name) {
    throw new AppError(
      'db.bad_service_url',
      'SERVICE_DATABASE_URL must name a separate login with a password, not the owner of the database.',
    );
  }
  await ensureLogin(ownerUrl, login, async (client, role) => {
    await client.query(`GRANT longhand_tenant, longhand_system TO ${role}`);
  });
}
