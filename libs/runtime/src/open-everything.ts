import type { Config } from '@longhand/config';
import { type Database, openDatabase } from '@longhand/db';
import { createLogger, type Logger } from '@longhand/log';
import { type JobQueue, openJobQueue } from '@longhand/queue';
import { type ObjectStore, openObjectStore } from '@longhand/storage';
import { startTracing } from '@longhand/telemetry';

export interface Everything {
  config: Config;
  log: Logger;
  db: Database;
  queue: JobQueue;
  store: ObjectStore;
  /** Closes queue, store and database, in this order, even if one of them fails. */
  close(): Promise<void>;
}

/** Opens what every service needs, according to the configuration. */
export async function openEverything(config: Config, service: string): Promise<Everything> {
  const log = createLogger({ service, level: config.logLevel });
  const tracing = await startTracing({ ...config.tracing, service, log });
  const store = await openObjectStore({ url: config.storageUrl, s3: config.s3, sealing: config.sealing, log });
  const db = openDatabase({ url: config.databaseUrl, pool: config.databasePool, log });
  const queue = openJobQueue({ url: config.queueUrl, prefix: config.queuePrefix, log });
  const close = async () => {
    for (const part of [queue, store, db]) {
      await part.close().catch((error) => log.warn({ err: error }, 'closing failed'));
    }
    await tracing.close();
  };
  return { config, log, db, queue, store, close };
}
