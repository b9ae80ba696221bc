import type { Config } from '@longhand/config';
import type { Logger } from '@longhand/log';
import type { Database } from '@longhand/db';
import type { JobQueue } from '@longhand/queue';
import type { ObjectStore } from '@longhand/storage';

/**
 * The part of the outbox relay that a request needs: it looks for new rows now and not at its next
 * tick.
 */
export interface RelayHandle {
  kick(): void;
}

/** Everything outside that the API works with. */
export interface ApiDeps {
  config: Config;
  log: Logger;
  db: Database;
  queue: JobQueue;
  store: ObjectStore;
  relay: RelayHandle;
}

export const CONFIG = Symbol('config');
export const LOG = Symbol('log');
export const DATABASE = Symbol('database');
export const QUEUE = Symbol('queue');
export const STORE = Symbol('store');
export const RELAY = Symbol('relay');
