import pg from 'pg';
import { describeHealing } from './healing.test-suite.js';

// The queue lives in the same database as our rows here, as it does by default.
describeHealing('postgres://', async ({ url }) => ({
  url,
  async empty() {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('TRUNCATE bullmq.job CASCADE');
    await client.end();
  },
  async stop() {},
}));
