import type { JobContract, PayloadOf } from '@longhand/contracts';
import { AppError } from '@longhand/core';
import type { Logger } from '@longhand/log';
import { type JobsOptions, Queue } from 'bullmq';
import { prepareBullmqSchema } from './bullmq-schema.js';
import { type AnyQueue, type QueueBackend, queueBackendOf } from './queue-backend.js';
import { queueUnavailable } from './queue-errors.js';
import { withQueueDeadline } from './with-queue-deadline.js';

export interface QueueOptions {
  /** `redis://...`, `rediss://...` or `postgres://...`. */
  url: string;
  /** Separates several systems on one server. */
  prefix: string;
  log: Logger;
}

export interface JobQueueOptions extends QueueOptions {
  /** Default timeout of a call, in ms (2000 if missing). */
  callTimeoutMs?: number;
}

export interface CallOptions {
  /** How long the caller waits, ms. */
  timeoutMs?: number;
}

/**
 * The sending side of the queue. Every call has a deadline, after which it throws AppError
 * `queue.unavailable`: the queue only wakes workers, so a caller can always continue without it.
 */
export interface JobQueue {
  readonly kind: 'redis' | 'postgres';
  /**
   * Adds the job unless one with the same id is waiting, delayed or running. Throws AppError
   * `queue.bad_payload` if the payload does not match the contract.
   */
  enqueue<C extends JobContract>(contract: C, payload: PayloadOf<C>, options?: CallOptions): Promise<void>;
  /** Like enqueue, for many payloads at the cost of one. */
  enqueueMany<C extends JobContract>(
    contract: C,
    payloads: readonly PayloadOf<C>[],
    options?: CallOptions,
  ): Promise<void>;
  /** Jobs that wait, are delayed or run. */
  depth(contract: JobContract, options?: CallOptions): Promise<number>;
  /** Whether a job with this payload's id is waiting, delayed or running. */
  has<C extends JobContract>(contract: C, payload: PayloadOf<C>, options?: CallOptions): Promise<boolean>;
  /** The payloads, in order, whose jobs are neither waiting nor delayed nor running. */
  missing<C extends JobContract>(
    contract: C,
    payloads: readonly PayloadOf<C>[],
    options?: CallOptions,
  ): Promise<PayloadOf<C>[]>;
  /** One round trip to the server. */
  ping(options?: CallOptions): Promise<void>;
  close(): Promise<void>;
}

const closeTimeoutMs = 3_000;
/** Number of jobs that are looked up at the same time; more would only wait for the connection. */
const lookupsAtOnce = 100;
/**
 * Maximum number of unanswered calls to the backend. Further calls are refused immediately;
 * otherwise they would accumulate while the server is unavailable.
 */
const maxUnanswered = 200;

/**
 * Opens the queue without waiting for the server: the API must start and report the problem even if
 * the queue is unavailable.
 */
export function openJobQueue({ url, prefix, log, callTimeoutMs = 2_000 }: JobQueueOptions): JobQueue {
  return new BullJobQueue(queueBackendOf(url, prefix), url, log, callTimeoutMs);
}

class BullJobQueue implements JobQueue {
  readonly kind: 'redis' | 'postgres';
  readonly #backend: QueueBackend;
  readonly #url: string;
  readonly #log: Logger;
  readonly #callTimeoutMs: number;
  readonly #queues = new Map<string, Promise<AnyQueue>>();
  readonly #built = new Set<AnyQueue>();
  #prepared: Promise<void> | undefined;
  #unanswered = 0;

  constructor(backend: QueueBackend, url: string, log: Logger, callTimeoutMs: number) {
    this.kind = backend.kind;
    this.#backend = backend;
    this.#url = url;
    this.#log = log;
    this.#callTimeoutMs = callTimeoutMs;
  }

  async enqueue<C extends JobContract>(contract: C, payload: PayloadOf<C>, options?: CallOptions): Promise<void> {
    await this.enqueueMany(contract, [payload], options);
  }

  async enqueueMany<C extends JobContract>(
    contract: C,
    payloads: readonly PayloadOf<C>[],
    options?: CallOptions,
  ): Promise<void> {
    const jobs = payloads.map((payload) => ({
      name: contract.queue,
      data: checkPayload(contract, payload),
      opts: jobOptions(contract, payload),
    }));
    if (jobs.length === 0) return;
    await this.#call(contract, (queue) => queue.addBulk(jobs), options);
  }

  async depth(contract: JobContract, options?: CallOptions): Promise<number> {
    const counts = await this.#call(
      contract,
      (queue) => queue.getJobCounts('waiting', 'prioritized', 'delayed', 'active'),
      options,
    );
    return Object.values(counts).reduce((sum, count) => sum + count, 0);
  }

  async has<C extends JobContract>(contract: C, payload: PayloadOf<C>, options?: CallOptions): Promise<boolean> {
    const job = await this.#call(contract, (queue) => queue.getJob(contract.jobId(payload)), options);
    return job !== undefined;
  }

  async missing<C extends JobContract>(
    contract: C,
    payloads: readonly PayloadOf<C>[],
    options?: CallOptions,
  ): Promise<PayloadOf<C>[]> {
    return this.#call(contract, (queue) => missingOf(queue, payloads, contract.jobId), options);
  }

  async ping(options?: CallOptions): Promise<void> {
    await this.#call({ queue: 'ping' }, (queue) => queue.getJobCounts('waiting'), options);
  }

  async close(): Promise<void> {
    const built = [...this.#built];
    this.#queues.clear();
    this.#built.clear();
    await Promise.all(built.map(closeQueue));
  }

  async #call<T>(
    contract: Pick<JobContract, 'queue'>,
    run: (queue: AnyQueue) => Promise<T>,
    { timeoutMs = this.#callTimeoutMs }: CallOptions = {},
  ): Promise<T> {
    if (this.#unanswered >= maxUnanswered) throw queueUnavailable();
    this.#unanswered += 1;
    const work = (async () => {
      try {
        return await run(await this.#queue(contract.queue));
      } catch (error) {
        throw error instanceof AppError ? error : queueUnavailable(error);
      } finally {
        this.#unanswered -= 1;
      }
    })();
    return withQueueDeadline(work, timeoutMs);
  }

  #prepare(): Promise<void> {
    if (this.kind === 'redis') return Promise.resolve();
    this.#prepared ??= prepareBullmqSchema(this.#url, this.#log).catch((error) => {
      this.#prepared = undefined;
      throw error;
    });
    return this.#prepared;
  }

  #queue(name: string): Promise<AnyQueue> {
    let opening = this.#queues.get(name);
    if (!opening) {
      // BullMQ remembers a failed first connection forever, so the next call creates a queue that
      // did not open again.
      opening = this.#open(name).catch((error) => {
        this.#queues.delete(name);
        throw error;
      });
      this.#queues.set(name, opening);
    }
    return opening;
  }

  async #open(name: string): Promise<AnyQueue> {
    await this.#prepare();
    const queue: AnyQueue = new Queue(
      this.#backend.queueName(name),
      this.#backend.options('producer'),
      this.#backend.factory,
    );
    this.#built.add(queue);
    queue.on('error', (error) => this.#log.debug({ err: error, queue: name }, 'queue connection failed'));
    try {
      await queue.waitUntilReady();
      return queue;
    } catch (error) {
      this.#built.delete(queue);
      await closeQueue(queue);
      throw error;
    }
  }
}

function checkPayload<C extends JobContract>(contract: C, payload: unknown): PayloadOf<C> {
  const parsed = contract.payload.safeParse(payload);
  if (!parsed.success) {
    throw new AppError('queue.bad_payload', `A job for ${contract.queue} does not have the shape of its contract.`);
  }
  return parsed.data as PayloadOf<C>;
}

function jobOptions<C extends JobContract>(contract: C, payload: PayloadOf<C>): JobsOptions {
  return {
    jobId: contract.jobId(payload),
    attempts: contract.attempts,
    backoff: { type: 'exponential', delay: contract.backoffMs, jitter: 0.5 },
    // The database records what happened; a finished job in the queue would only block its next
    // run.
    removeOnComplete: true,
    removeOnFail: true,
  };
}

async function missingOf<T>(queue: AnyQueue, payloads: readonly T[], jobId: (payload: T) => string): Promise<T[]> {
  const missing: T[] = [];
  for (let i = 0; i < payloads.length; i += lookupsAtOnce) {
    const some = payloads.slice(i, i + lookupsAtOnce);
    const jobs = await Promise.all(some.map((payload) => queue.getJob(jobId(payload))));
    missing.push(...some.filter((_, n) => jobs[n] === undefined));
  }
  return missing;
}

async function closeQueue(queue: AnyQueue): Promise<void> {
  // A connection that was never established does not close either, so it is cut.
  await withQueueDeadline(queue.close(), closeTimeoutMs).catch(() =>
    withQueueDeadline(Promise.resolve(queue.disconnect()), 1_000).catch(() => undefined),
  );
}
