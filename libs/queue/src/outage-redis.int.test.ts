import { hasRedisServer, startTestRedis } from '@longhand/test-kit';
import { describe, expect, it } from 'vitest';
import { describeOutages } from './outage.test-suite.js';

const isThere = hasRedisServer(process.env);

if (isThere) describeOutages('redis://', startTestRedis);
else {
  describe.skip('job queue without its server: redis://', () => {
    it('is not run: redis-server is not in PATH', () => {
      expect(isThere).toBe(true);
    });
  });
}
