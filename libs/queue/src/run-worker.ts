import type { JobContract, PayloadOf } from '@longhand/contracts';
import { AppError, PermanentFailure } from '@longhand/core';
import type { Logger } from '@longhand/log';
import { markWork, type StepOutcome, withSpan } from '@longhand/telemetry';
import { DelayedError, type Job, UnrecoverableError, WaitingError, Worker } from 'bullmq';
import { prepareBullmqSchema } from './bullmq-schema.js';
import { putOffMs, tryMs } from './job-times.js';
import { type AnyWorker, type QueueBackend, queueBackendOf } from './queue-backend.js';
import { asAppError } from './queue-errors.js';
import { Room } from './room.js';
import { RunningTries } from './running-tries.js';
import { runTry, TimeUp } from './run-try.js';
import { withQueueDeadline } from './with-queue-deadline.js';
import { WorkerHealth } from './worker-health.js';
import type {
  FailureHandler,
  HandBackHandler,
  JobContext,
  JobHandler,
  RunningWorker,
  WorkerOptions,
} from './worker-types.js';

// A killed worker's lock lasts up to lockDuration after its last renewal, and a stalled check then
// finds it: 7 + 2 s at worst.
const lockDurationMs = 7_000;
const renewalsInLock = 3.5;
const probeIntervalMs = 5_000;
const handBackMs = 1_000;
const outagePatienceMs = 24 * 3_600_000;

/**
 * Runs `handler` for every job of the contract until `close`. A handler must be able to run twice:
 * the queue promises at least once.
 */
export function runWorker<C extends JobContract>(
  options: WorkerOptions,
  contract: C,
  handler: JobHandler<C>,
  after: AfterWork<C> = {},
): RunningWorker {
  return new BullWorker(options, contract, handler, after);
}

/** What is called when a try failed, or was handed back to the queue. */
interface AfterWork<C extends JobContract> {
  onFailed?: FailureHandler<C>;
  onHandedBack?: HandBackHandler<C>;
}

class BullWorker<C extends JobContract> implements RunningWorker {
  readonly #options: WorkerOptions;
  readonly #backend: QueueBackend;
  readonly #contract: C;
  readonly #handler: JobHandler<C>;
  readonly #onFailed: FailureHandler<C> | undefined;
  readonly #onHandedBack: HandBackHandler<C> | undefined;
  readonly #log: Logger;
  readonly #stop = new AbortController();
  readonly #health = new WorkerHealth(Date.now());
  readonly #ready: Promise<void>;
  #worker: AnyWorker | undefined;
  #probe: NodeJS.Timeout | undefined;
  #isClosing = false;
  #running = 0;
  readonly #room: Room;
  readonly #tries = new RunningTries();

  constructor(options: WorkerOptions, contract: C, handler: JobHandler<C>, { onFailed, onHandedBack }: AfterWork<C>) {
    this.#options = options;
    this.#backend = queueBackendOf(options.url, options.prefix);
    this.#contract = contract;
    this.#handler = handler;
    this.#onFailed = onFailed;
    this.#onHandedBack = onHandedBack;
    this.#log = options.log.child({ queue: contract.queue });
    this.#room = new Room(options.concurrency);
    this.#ready = this.#start();
  }

  ready(): Promise<void> {
    return this.#ready;
  }

  isHealthy(): boolean {
    return !this.#isClosing && this.#worker?.isRunning() === true && this.#health.isHealthy(Date.now());
  }

  narrow(share: number): void {
    this.#room.narrow(share);
    this.#resize();
  }

  #resize(): void {
    const { size } = this.#room;
    if (!this.#worker || this.#worker.concurrency === size) return;
    this.#log.info({ concurrency: size }, 'changed the number of concurrent jobs to what the machine allows');
    this.#worker.concurrency = size;
  }

  async close(graceMs: number): Promise<void> {
    this.#isClosing = true;
    clearInterval(this.#probe);
    const worker = this.#worker;
    if (!worker) return;
    const closing = worker.close();
    try {
      await withQueueDeadline(closing, graceMs);
    } catch {
      // Each running try now ends with a WaitingError, which puts its job back without using up an
      // attempt.
      this.#stop.abort(new WaitingError());
      await withQueueDeadline(closing, 2_000).catch(() => withQueueDeadline(cut(worker), 1_000).catch(() => undefined));
    }
  }

  async #start(): Promise<void> {
    for (let tries = 1; !this.#isClosing; tries += 1) {
      try {
        await this.#open();
        return;
      } catch (error) {
        if (tries === 1) this.#log.warn({ err: error }, 'the queue does not answer; retrying');
        await new Promise((resolve) => setTimeout(resolve, 1_000));
      }
    }
  }

  async #open(): Promise<void> {
    if (this.#backend.kind === 'postgres') await prepareBullmqSchema(this.#options.url, this.#log);
    const lockMs = this.#options.lockMs ?? lockDurationMs;
    const lookMs = Math.round(lockMs / renewalsInLock);
    const worker: AnyWorker = new Worker(
      this.#backend.queueName(this.#contract.queue),
      (job, token) => this.#process(job, token),
      {
        ...this.#backend.options('consumer'),
        autorun: false,
        concurrency: this.#room.size,
        lockDuration: lockMs,
        lockRenewTime: lookMs,
        stalledInterval: lookMs,
        // A job is never failed for what happened to its workers; pages that kill them are told by
        // their count of starts.
        maxStalledCount: 1_000_000,
        drainDelay: 2,
        runRetryDelay: 1_000,
      },
      this.#backend.factory,
    );
    worker.on('error', (error) => this.#log.debug({ err: error }, 'queue worker reports'));
    worker.on('stalled', (jobId) => this.#log.warn({ jobId }, 'took over the job of a worker that has ended'));
    worker.on('lockRenewalFailed', (jobIds) => this.#tries.lockLost(jobIds));
    // BullMQ remembers a failed first connection for ever: a worker that does not come up is thrown
    // away and built again.
    try {
      await withQueueDeadline(worker.waitUntilReady(), 10_000);
    } catch (error) {
      await withQueueDeadline(cut(worker), 2_000).catch(() => undefined);
      throw error;
    }
    if (this.#isClosing) return cut(worker);
    this.#worker = worker;
    worker.run().catch((error) => this.#log.error({ err: error }, 'queue worker stopped'));
    this.#health.moved(Date.now());
    this.#probe = setInterval(() => void this.#look(worker), probeIntervalMs);
    this.#probe.unref();
  }

  async #look(worker: AnyWorker): Promise<void> {
    try {
      const [waiting] = await withQueueDeadline(worker.getBackend().getCounts(['wait']), probeIntervalMs - 500);
      this.#health.observed(Date.now(), waiting, this.#running < this.#room.size);
    } catch (error) {
      this.#log.debug({ err: error }, 'the queue does not answer');
    }
  }

  async #process(job: Job, token: string | undefined): Promise<void> {
    this.#running += 1;
    this.#health.moved(Date.now());
    const id = String(job.id);
    if (this.#tries.has(id)) this.#log.info({ jobId: id }, 'has a job again whose lock it had lost; its try goes on');
    try {
      await this.#tries.run(id, (lockLost) => this.#try(job, lockLost));
    } catch (error) {
      if (error instanceof WaitingError) await job.moveToWait(token);
      if (error instanceof DelayedError) await job.moveToDelayed(Date.now() + putOffMs(job), token);
      throw error;
    } finally {
      this.#running -= 1;
      this.#health.moved(Date.now());
    }
  }

  async #try(job: Job, lockLost: AbortSignal): Promise<void> {
    const attempt = job.attemptsMade + 1;
    const isLastAttempt = attempt >= (job.opts.attempts ?? 1);
    const log = this.#log.child({ jobId: job.id, attempt });
    const parsed = this.#contract.payload.safeParse(job.data);
    if (!parsed.success) {
      log.error('dropped a job that does not match its contract');
      throw new UnrecoverableError('queue.bad_payload');
    }
    const payload = parsed.data as PayloadOf<C>;
    const step = this.#contract.queue;
    const startedAt = performance.now();
    const mark = (outcome: StepOutcome) => markWork.step(step, outcome, (performance.now() - startedAt) / 1000);
    const attributes = { 'longhand.step': step, 'longhand.attempt': attempt };
    try {
      await withSpan(step, { kind: 'consumer', traceparent: traceOf(payload), attributes }, () =>
        runTry((signal) => this.#handler(payload, { attempt, isLastAttempt, signal, lockLost, log }), {
          timeoutMs: tryMs(job, this.#contract),
          stop: this.#stop.signal,
        }),
      );
      mark('done');
      this.#room.ended();
      this.#resize();
    } catch (error) {
      // A worker that is being stopped gives its job back, whatever the handler made of the signal.
      if (this.#stop.signal.aborted) {
        mark('handed_back');
        await this.#handBack(payload, { lockLost, log });
        throw this.#stop.signal.reason;
      }
      if (this.#options.isOutage?.(error) && Date.now() - job.timestamp < outagePatienceMs) {
        log.warn({ err: error }, 'an external system is unavailable; the job will be retried later');
        mark('handed_back');
        await this.#handBack(payload, { lockLost, log });
        throw new DelayedError();
      }
      if (error instanceof TimeUp) {
        this.#room.timeWasUp();
        this.#resize();
        log.warn(
          { tookMs: Math.round(performance.now() - startedAt) },
          'the job ran out of time and will be continued later',
        );
        mark('handed_back');
        await this.#handBack(payload, { lockLost, log });
        throw new DelayedError();
      }
      mark(error instanceof PermanentFailure || isLastAttempt ? 'failed' : 'retrying');
      await this.#failed(asAppError(error), payload, { attempt, isLastAttempt, log });
    }
  }

  /** That the database is away must not keep the job from the next worker. */
  async #handBack(payload: PayloadOf<C>, { lockLost, log }: Pick<JobContext, 'lockLost' | 'log'>): Promise<void> {
    if (!this.#onHandedBack || lockLost.aborted) return;
    await withQueueDeadline(this.#onHandedBack(payload), handBackMs).catch((error) =>
      log.warn({ err: error }, 'could not record that a job was handed back, so its start counts'),
    );
  }

  async #failed(
    error: AppError,
    payload: PayloadOf<C>,
    { attempt, isLastAttempt, log }: Omit<JobContext, 'signal' | 'lockLost'>,
  ): Promise<never> {
    const isPermanent = error instanceof PermanentFailure;
    const isFinal = isPermanent || isLastAttempt;
    log[isFinal ? 'error' : 'warn']({ err: error, isFinal }, 'job failed');
    await this.#onFailed?.(payload, error, { attempt, isFinal });
    // Only the code goes into the queue: messages of foreign errors may quote what they choked on.
    if (isPermanent) throw new UnrecoverableError(error.code);
    throw new AppError(error.code, error.code);
  }
}

/**
 * The trace that a job carries; a job of an older version, or of the sweeper, begins one of its
 * own.
 */
const traceOf = (payload: unknown): string => (payload as { traceparent?: string }).traceparent ?? '';

/** Closes a worker's connections without waiting for anything. */
async function cut(worker: AnyWorker): Promise<void> {
  await worker.close(true);
}
