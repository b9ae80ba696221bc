import { hasRedisServer, startTestRedis } from '@longhand/test-kit';
import { describe, expect, it } from 'vitest';
import { describeJobQueue } from './queue.test-suite.js';

const isThere = hasRedisServer(process.env);

if (isThere) {
  describeJobQueue('redis://', async () => {
    const { url, flushAll, stop } = await startTestRedis();
    return { url, empty: flushAll, stop };
  });
} else {
  describe.skip('job queue conformance: redis://', () => {
    it('is not run: redis-server is not in PATH', () => {
      expect(isThere).toBe(true);
    });
  });
}
