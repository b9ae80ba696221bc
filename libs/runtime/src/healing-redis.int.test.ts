import { hasRedisServer, startTestRedis } from '@longhand/test-kit';
import { describe, expect, it } from 'vitest';
import { describeHealing } from './healing.test-suite.js';

const isThere = hasRedisServer(process.env);

if (isThere) {
  describeHealing('redis://', async () => {
    const { url, flushAll, stop } = await startTestRedis();
    return { url, empty: flushAll, stop };
  });
} else {
  describe.skip('a queue that loses its jobs: redis://', () => {
    it('is not run: redis-server is not in PATH', () => {
      expect(isThere).toBe(true);
    });
  });
}
