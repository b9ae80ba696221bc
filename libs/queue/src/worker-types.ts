import type { JobContract, PayloadOf } from '@longhand/contracts';
import type { AppError } from '@longhand/core';
import type { Logger } from '@longhand/log';
import type { QueueOptions } from './job-queue.js';

export interface WorkerOptions extends QueueOptions {
  /** Jobs that run at the same time in this process. */
  concurrency: number;
  /**
   * Whether an error says that something outside (database, store) is away, and nothing about the
   * job: the job is then put off and the try does not count, for a day at most.
   */
  isOutage?: (error: unknown) => boolean;
  /** How long a job stays this worker's without a renewal, ms (7,000). Tests make it short. */
  lockMs?: number;
}

export interface JobContext {
  /** 1 for the first try. A try that ended with its worker's death does not count. */
  attempt: number;
  isLastAttempt: boolean;
  /** Fires when the contract's time by the clock is over or the worker has to stop. */
  signal: AbortSignal;
  /**
   * Fires when the job's lock ran out because this process was held up, so that another worker may
   * have the job too. The work goes on here: whoever comes to the end first has done it.
   */
  lockLost: AbortSignal;
  log: Logger;
}

export type JobHandler<C extends JobContract> = (payload: PayloadOf<C>, context: JobContext) => Promise<void>;

/**
 * Told of every failed try before the queue is; `isFinal` when no further try follows. When it
 * throws, the job is tried again.
 */
export type FailureHandler<C extends JobContract> = (
  payload: PayloadOf<C>,
  error: AppError,
  outcome: { attempt: number; isFinal: boolean },
) => Promise<void>;

/**
 * Told of a job before it goes back to the queue because the worker has to stop, or because
 * something outside is away. Not told of a job whose lock was lost: `lockLost` has told that. What
 * it throws is logged; it gets a second at most.
 */
export type HandBackHandler<C extends JobContract> = (payload: PayloadOf<C>) => Promise<void>;

export interface RunningWorker {
  /** Resolves once the worker takes jobs; it keeps trying while the server is away. */
  ready(): Promise<void>;
  /**
   * False when the server is silent, or when jobs wait and this worker, though it has room, gets
   * none.
   */
  isHealthy(): boolean;
  /**
   * Takes this share of the jobs that it may run at once, 0 to 1 and one at least: less where the
   * machine has too little to give.
   */
  narrow(share: number): void;
  /**
   * Takes no more jobs, waits up to `graceMs` for running ones, then hands these back to the queue.
   */
  close(graceMs: number): Promise<void>;
}
