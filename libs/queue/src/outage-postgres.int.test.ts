import { createTestDatabase } from '@longhand/test-kit';
import { describeOutages } from './outage.test-suite.js';

describeOutages('postgres://', async () => {
  const { url, drop } = await createTestDatabase();
  return { url, stop: drop };
});
