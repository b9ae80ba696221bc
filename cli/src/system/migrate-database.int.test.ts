import { expect, it } from 'vitest';
import { migrateDatabase } from './migrate-database.js';

it('says in one sentence that no database answers, without the password', async () => {
  const attempt = migrateDatabase('postgres://someone:geheim@127.0.0.1:1/records');
  await expect(attempt).rejects.toThrow(
    'the database at 127.0.0.1:1 cannot be used: nothing listens there. Check DATABASE_URL.',
  );
});
