import { patienceMs } from '@longhand/test-kit';
import { GenericContainer, Wait } from 'testcontainers';
import { describeJobQueue } from '../../libs/queue/src/queue.test-suite.js';
import { images } from './images.js';

describeJobQueue('redis:// in a container', async () => {
  const container = await new GenericContainer(images.redis)
    .withCommand(['redis-server', '--requirepass', 'test', '--appendonly', 'yes', '--maxmemory-policy', 'noeviction'])
    .withExposedPorts(6379)
    .withWaitStrategy(Wait.forLogMessage('Ready to accept connections'))
    .withStartupTimeout(patienceMs)
    .start();
  const url = `redis://:test@${container.getHost()}:${container.getMappedPort(6379)}/0`;
  return {
    url,
    async empty() {
      const { exitCode, output } = await container.exec(['redis-cli', '-a', 'test', 'FLUSHALL']);
      if (exitCode !== 0) throw new Error(`redis-cli answered ${output}`);
    },
    stop: async () => void (await container.stop()),
  };
});
