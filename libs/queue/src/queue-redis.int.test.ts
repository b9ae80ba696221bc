import { hasRedisServer, startTestRedis } from '@longhand/test-kit';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { describeJobQueue } from './queue.test-suite.js';

const isThere = hasRedisServer(process.env);

if (isThere) {
  describeJobQueue('redis://', async () => {
    const { url, stop } = await startTestRedis();
    return {
      url,
      async empty() {
        const client = new Redis(url);
        await client.flushall();
        client.disconnect();
      },
      stop,
    };
  });
} else {
  describe.skip('job queue conformance: redis://', () => {
    it('is not run: redis-server is not in PATH', () => {
      expect(isThere).toBe(true);
    });
  });
}
