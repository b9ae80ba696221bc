import type { Command } from '../command.js';

export const key: Command = {
  name: 'key',
  summary: 'make an API key in the database that DATABASE_URL names',
  usage: '[--tenant NAME] [--name WHAT_FOR]',
  optionHelp: [
    ['--tenant NAME', 'whose records the key opens; made when missing (default: default)'],
    ['--name WHAT_FOR', 'what lists of keys call it (default: command line)'],
  ],
  examples: ['longhand key', 'longhand key --tenant clinic-a --name scanner'],
  options: { tenant: { type: 'string' }, name: { type: 'string' } },

  async run({ values, out, config }) {
    const [{ openDatabase }, { createLogger }] = await Promise.all([import('@longhand/db'), import('@longhand/log')]);
    const db = openDatabase({
      url: config.databaseUrl,
      pool: 1,
      log: createLogger({ service: 'cli', level: 'silent' }),
    });
    try {
      const tenant = typeof values.tenant === 'string' ? values.tenant : 'default';
      const tenantId = await db.tenants.ensure(tenant);
      const { key } = await db.apiKeys.create(tenantId, typeof values.name === 'string' ? values.name : 'command line');
      out.json({ tenant, apiKey: key });
      out.text(key);
      out.note('This key is shown once: only its hash is kept.');
      return 0;
    } finally {
      await db.close();
    }
  },
};
