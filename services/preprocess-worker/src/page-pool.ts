import { availableParallelism } from 'node:os';
import { ThreadGate } from '@longhand/inference';
import { AppError, PermanentFailure } from '@longhand/core';
import type { DecodeLimits } from '@longhand/image-io';
import { Piscina } from 'piscina';
import type { ReaderLocation } from './line-reader.js';
import type { OpenResult, PageTask, PageToSegment, SegmentResult, TaskAnswer } from './page-task.js';
import { type ThreadLocation, threadLocation } from './thread-location.js';

/** Threads that open and segment files. A thread that exceeds the time limit is ended and replaced; the process lives on. */
export interface PagePool {
  open(path: string, signal: AbortSignal): Promise<OpenResult>;
  segment(path: string, page: PageToSegment, signal: AbortSignal): Promise<SegmentResult>;
  readonly threads: number;
  close(): Promise<void>;
}

export interface PagePoolOptions {
  /** 0 takes one per core. */
  threads: number;
  limits: DecodeLimits;
  /** The network that tells which way up a page reads best; left out, pages stay as they are. */
  reader?: ReaderLocation;
  /** Another thread program; for tests. */
  location?: ThreadLocation;
}

/**
 * What a page makes in V8's own heap is garbage at once, and its pixels lie elsewhere. Left to itself V8 lets the nursery of each thread grow to a hundred
 * megabytes over a thousand pages, which looks like a leak; and a file that makes JavaScript objects without end must end its thread and not the process.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 1024 };

/** Starts the pool; its threads start with their first task. */
export function openPagePool({ threads, limits, reader, location }: PagePoolOptions): PagePool {
  const count = threads || availableParallelism();
  const { filename, execArgv } = location ?? threadLocation('page-thread', import.meta.url);
  const pool = new Piscina<PageTask, TaskAnswer>({
    filename,
    execArgv,
    minThreads: 0,
    maxThreads: count,
    idleTimeout: 60_000,
    resourceLimits,
  });
  const enter = gate(count);

  const run = async (task: PageTask, signal: AbortSignal, inside = new ThreadGate()): Promise<TaskAnswer> => {
    // The time limit starts with the work, not with the wait for a free thread.
    const leave = await enter(signal);
    const tooLong = AbortSignal.timeout(limits.timeoutMs);
    try {
      return await pool.run(task, { signal: afterClosing(inside, AbortSignal.any([signal, tooLong])) });
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (tooLong.aborted) {
        // A busy machine is slow as well: the job's further tries decide.
        throw new AppError(
          'page.took_too_long',
          'Working on this page took too long and was stopped. Scan it again with fewer dots per inch, or split the file.',
        );
      }
      throw new AppError('page.thread_failed', 'Working on this page failed unexpectedly. Try it again.', {
        cause: error,
      });
    } finally {
      leave();
    }
  };

  return {
    threads: count,
    async open(path, signal) {
      const answer = await run({ kind: 'open', path, limits }, signal);
      if (answer.kind === 'opened') return answer.result;
      throw errorOf(answer);
    },
    async segment(path, page, signal) {
      const inside = new ThreadGate();
      const task: PageTask = { kind: 'segment', path, page, limits, gate: inside.memory, ...(reader && { reader }) };
      const answer = await run(task, signal, inside);
      if (answer.kind === 'segmented') return answer.result;
      throw errorOf(answer);
    },
    close: () => pool.destroy(),
  };
}

/** Fires after `signal`, as soon as no native work is under way behind the gate: ending a thread in the middle of it would end the process. */
function afterClosing(gate: ThreadGate, signal: AbortSignal): AbortSignal {
  const closed = new AbortController();
  const close = (): void => void gate.close().then(() => closed.abort(signal.reason));
  if (signal.aborted) close();
  else signal.addEventListener('abort', close, { once: true });
  return closed.signal;
}

function errorOf(answer: TaskAnswer): Error {
  if (answer.kind !== 'refused') return new Error(`a page thread gave an answer of the wrong kind: ${answer.kind}`);
  const { code, message, isPermanent } = answer;
  return isPermanent ? new PermanentFailure(code, message) : new AppError(code, message);
}

/** Lets `places` callers in at a time, in order; the function it gives lets the next one in. */
function gate(places: number): (signal: AbortSignal) => Promise<() => void> {
  const waiting: (() => void)[] = [];
  let free = places;
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return async (signal) => {
    signal.throwIfAborted();
    if (free > 0) {
      free -= 1;
      return leave;
    }
    await new Promise<void>((resolve, reject) => {
      const enter = (): void => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = (): void => {
        waiting.splice(waiting.indexOf(enter), 1);
        reject(signal.reason);
      };
      waiting.push(enter);
      signal.addEventListener('abort', giveUp, { once: true });
    });
    return leave;
  };
}
