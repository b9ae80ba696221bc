import type { Config } from '@longhand/config';
import type { Logger } from '@longhand/log';
import type { Database } from '@longhand/db';
import type { JobQueue } from '@longhand/queue';
import type { ObjectStore } from '@longhand/storage';

/**
 * The part of the outbox relay that a request needs: it reads new rows immediately, not at its next
 * tick.
 */
export interface RelayHandle {
  kick(): void;
}

/** All external parts that the API uses. */
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
