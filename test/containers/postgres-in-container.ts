import { PostgreSqlContainer } from '@testcontainers/postgresql';
import type { TestProject } from 'vitest/node';
// Declares what may be provided.
import type {} from '../../libs/test-kit/src/global-setup.js';
import { startDatabaseBroker } from '../../libs/test-kit/src/database-broker.js';
import { patienceMs } from '../../libs/test-kit/src/patience.js';
import { images } from './images.js';

/** Vitest's global setup: createTestDatabase gets its databases from a server in a container. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const broker = await startDatabaseBroker(async (database) => {
    const container = await new PostgreSqlContainer(images.postgres)
      .withDatabase(database)
      .withUsername('test')
      .withPassword('test')
      .withCommand(['postgres', '-c', 'fsync=off', '-c', 'max_connections=300'])
      .withStartupTimeout(patienceMs)
      .start();
    return { url: container.getConnectionUri(), stop: async () => void (await container.stop()) };
  });
  project.provide('databaseBroker', broker.url);
  return () => broker.close();
}
