import type { Command } from '../command.js';
import { migrateDatabase } from '../system/migrate-database.js';

export const migrate: Command = {
  name: 'migrate',
  summary:
    'update the database in DATABASE_URL ("up" does this automatically), and create the login in SERVICE_DATABASE_URL',
  usage: '',
  examples: ['longhand migrate', 'DATABASE_URL=postgres://me:secret@db:5432/records longhand migrate'],

  async run({ out, config }) {
    const applied = await migrateDatabase(config.databaseUrl);
    if (config.serviceDatabaseUrl !== '') {
      const { ensureServiceRole } = await import('@longhand/db');
      await ensureServiceRole(config.databaseUrl, config.serviceDatabaseUrl);
    }
    out.json({ applied });
    out.text(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}`);
    return 0;
  },
};
