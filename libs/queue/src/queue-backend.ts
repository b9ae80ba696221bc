import { AppError } from '@longhand/core';
import {
  type BackendFactory,
  createPostgresBackend,
  createRedisBackend,
  type IQueueBackend,
  type Queue,
  type QueueBaseOptions,
  type Worker,
} from 'bullmq';
import { bullmqSchema } from './bullmq-schema.js';

// BullMQ's own default types assume Redis.
export type AnyQueue = Queue<unknown, unknown, string, unknown, unknown, string, IQueueBackend>;
export type AnyWorker = Worker<unknown, unknown, string, IQueueBackend>;

/** How BullMQ connects to the server in QUEUE_URL. */
export interface QueueBackend {
  kind: 'redis' | 'postgres';
  /** Options for one Queue or Worker. */
  options(role: 'producer' | 'consumer'): QueueBaseOptions;
  /** The queue's name on the server. */
  queueName(queue: string): string;
  factory: BackendFactory;
}

const connectTimeoutMs = 5_000;

/**
 * Chooses the backend by the scheme of the URL: `redis://`, `rediss://` or `postgres://`.
 * @throws AppError queue.bad_url
 */
export function queueBackendOf(url: string, prefix: string): QueueBackend {
  if (/^rediss?:\/\//.test(url)) return redisBackend(new URL(url), prefix);
  if (/^postgres(ql)?:\/\//.test(url)) return postgresBackend(url, prefix);
  throw new AppError('queue.bad_url', 'QUEUE_URL must begin with redis://, rediss:// or postgres://.');
}

function redisBackend(url: URL, prefix: string): QueueBackend {
  const connection = {
    host: url.hostname,
    port: Number(url.port || 6379),
    ...(url.username && { username: decodeURIComponent(url.username) }),
    ...(url.password && { password: decodeURIComponent(url.password) }),
    db: Number(url.pathname.slice(1) || 0),
    ...(url.protocol === 'rediss:' && { tls: {} }),
    connectTimeout: connectTimeoutMs,
    keepAlive: 10_000,
    // The default grows to 20 s, and a recovered Redis would have to wait that long.
    retryStrategy: (tries: number) => Math.min(tries * 200, 2_000),
    maxRetriesPerRequest: null,
  };
  return {
    kind: 'redis',
    // A producer abandons an unanswered command, so that commands do not accumulate for a hung
    // server; a consumer blocks on purpose.
    options: (role) => ({
      connection: role === 'producer' ? { ...connection, commandTimeout: 10_000 } : connection,
      prefix,
    }),
    queueName: (queue) => queue,
    factory: createRedisBackend as BackendFactory,
  };
}

function postgresBackend(url: string, prefix: string): QueueBackend {
  const connection = {
    connectionString: url,
    schema: bullmqSchema,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: 15_000,
    keepAlive: true,
  };
  return {
    kind: 'postgres',
    // Each Queue and Worker has a pool of its own (a worker one more connection, to listen): kept
    // small, or a few processes use up the server's.
    options: (role) =>
      ({ connection: { ...connection, max: role === 'producer' ? 1 : 3 } }) as unknown as QueueBaseOptions,
    // This backend does not support a key prefix.
    queueName: (queue) => `${prefix}-${queue}`,
    factory: createPostgresBackend as unknown as BackendFactory,
  };
}
