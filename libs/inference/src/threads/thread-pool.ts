import { AppError } from '@longhand/core';
import { Piscina } from 'piscina';
import { Places } from './places.js';
import { ProcessorMeter } from './processor-meter.js';
import { resultOf, type ThreadFailure } from './thread-failure.js';
import { ThreadGate } from './thread-gate.js';
import type { ThreadLocation } from './thread-location.js';

export interface ThreadPoolOptions {
  /**
   * The program of the threads: its default export takes a task, begins with `useThreadGate` and
   * answers with `answerOf`.
   */
  location: ThreadLocation;
  /** Threads at most; they start with their first task. */
  threads: number;
  /** Processor time that one task may take, ms. */
  budgetMs: number;
  /** A task that was at work in this many dying threads is given up: it may be what kills them. */
  maxDeaths: number;
  /** What people are told of a task that took all its processor time, hung, or ended its thread. */
  errors: { usedUp(): AppError; hung(): AppError; died(cause: unknown): AppError };
  resourceLimits?: { maxYoungGenerationSizeMb?: number; maxOldGenerationSizeMb?: number };
  /** An idle thread ends after this, ms; never when left out. */
  idleMs?: number;
}

export interface ThreadPool<Task, Result> {
  /**
   * The next free thread does it. A thread that is at work when `signal` fires is ended, as is one
   * that takes too much or hangs; another takes its place.
   */
  run(task: Task, signal: AbortSignal): Promise<Result>;
  /** Threads that the pool may use. A thread that ended starts again with the next task. */
  threadCount(): number;
  /**
   * Share of its threads that the pool uses, 0 to 1: fewer at once where the machine has too little
   * to give.
   */
  share(): number;
  /** Uses no more than so many threads from now on. */
  narrow(threads: number): void;
  close(): Promise<void>;
}

/** Where threads get less than about two thirds of a processor, fewer work at once. */
const spare = 1.5;

/** Tasks that the event loop must not wait for, in threads. */
export function openThreadPool<Task extends object, Result>(options: ThreadPoolOptions): ThreadPool<Task, Result> {
  const { location, budgetMs, maxDeaths, errors, idleMs = Number.POSITIVE_INFINITY } = options;
  const pool = new Piscina<Task & { gate: SharedArrayBuffer }, Result | ThreadFailure>({
    filename: location.url.href,
    execArgv: location.execArgv,
    minThreads: 0,
    maxThreads: options.threads,
    idleTimeout: idleMs,
    ...(options.resourceLimits && { resourceLimits: options.resourceLimits }),
  });
  const meter = new ProcessorMeter();
  const places = new Places(options.threads);
  let widest = options.threads;
  const adapt = (): void => {
    places.places = Math.max(1, Math.min(widest, Math.round(widest * meter.pace * spare)));
  };

  const runOnce = async (task: Task, signal: AbortSignal): Promise<Result> => {
    const leave = await places.enter(signal);
    const gate = new ThreadGate();
    const ended = new AbortController();
    const stop = meter.start({
      threadId: () => gate.threadId,
      budgetMs,
      onUsedUp: () => ended.abort(errors.usedUp()),
      onHung: () => ended.abort(errors.hung()),
    });
    const ending = AbortSignal.any([signal, ended.signal]);
    try {
      return resultOf(await pool.run({ ...task, gate: gate.memory }, { signal: afterClosing(gate, ending) }));
    } catch (error) {
      if (ending.aborted) throw ending.reason;
      throw error instanceof AppError ? error : errors.died(error);
    } finally {
      stop();
      adapt();
      leave();
    }
  };

  return {
    async run(task, signal) {
      for (let deaths = 1; ; deaths++) {
        try {
          return await runOnce(task, signal);
        } catch (error) {
          if (!isDeath(error) || deaths >= maxDeaths || signal.aborted) throw error;
        }
      }
    },
    threadCount: () => widest,
    share: () => places.places / widest,
    narrow(threads) {
      widest = threads;
      adapt();
    },
    close: () => pool.destroy(),
  };

  function isDeath(error: unknown): boolean {
    return error instanceof AppError && error.code === errors.died(undefined).code;
  }
}

/**
 * Fires after `signal`, as soon as no native work is under way behind the gate: ending a thread in
 * the middle of it would end the process.
 */
function afterClosing(gate: ThreadGate, signal: AbortSignal): AbortSignal {
  const closed = new AbortController();
  const close = (): void => void gate.close().then(() => closed.abort(signal.reason));
  if (signal.aborted) close();
  else signal.addEventListener('abort', close, { once: true });
  return closed.signal;
}
