import { availableParallelism } from 'node:os';
import { openThreadPool, type ThreadLocation, threadLocation } from '@longhand/inference';
import { AppError } from '@longhand/core';
import type { DecodeLimits } from '@longhand/image-io';
import type { ReaderLocation } from './line-reader.js';
import type { OpenResult, PageTask, PageToSegment, SegmentResult, TaskResult } from './page-task.js';

/**
 * Threads that open and segment files. A thread whose task exceeds its processor time, or hangs, is
 * ended and replaced; the process lives on.
 */
export interface PagePool {
  open(path: string, signal: AbortSignal): Promise<OpenResult>;
  segment(path: string, page: PageToSegment, signal: AbortSignal): Promise<SegmentResult>;
  readonly threads: number;
  /**
   * Share of its threads that the pool uses, 0 to 1: fewer at once where the machine has too little
   * to give.
   */
  share(): number;
  close(): Promise<void>;
}

export interface PagePoolOptions {
  /** 0 takes one per core. */
  threads: number;
  /** `timeoutMs` is processor time. */
  limits: DecodeLimits;
  /** The network that tells which way up a page reads best; left out, pages stay as they are. */
  reader?: ReaderLocation;
  /** Another thread program; for tests. */
  location?: ThreadLocation;
}

/**
 * What a page makes in V8's own heap is garbage at once, and its pixels lie elsewhere. Left to
 * itself V8 lets the nursery of each thread grow to a hundred megabytes over a thousand pages,
 * which looks like a leak; and a file that makes JavaScript objects without end must end its thread
 * and not the process.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 1024 };

/** Starts the pool; its threads start with their first task. */
export function openPagePool({ threads, limits, reader, location }: PagePoolOptions): PagePool {
  const count = threads || availableParallelism();
  const pool = openThreadPool<PageTask, TaskResult>({
    location: location ?? threadLocation('page-thread', import.meta.url),
    threads: count,
    budgetMs: limits.timeoutMs,
    maxDeaths: 1,
    errors,
    resourceLimits,
    idleMs: 60_000,
  });
  return {
    threads: count,
    share: pool.share,
    async open(path, signal) {
      const answer = await pool.run({ kind: 'open', path, limits }, signal);
      if (answer.kind === 'opened') return answer.result;
      throw wrongKind(answer);
    },
    async segment(path, page, signal) {
      const answer = await pool.run({ kind: 'segment', path, page, limits, ...(reader && { reader }) }, signal);
      if (answer.kind === 'segmented') return answer.result;
      throw wrongKind(answer);
    },
    close: pool.close,
  };
}

/** What people are told of a page that got no answer. */
const errors = {
  usedUp: () =>
    new AppError(
      'page.took_too_long',
      'Processing this page took too much processor time. Scan it again at a lower resolution, or split the file.',
    ),
  hung: () =>
    new AppError('page.hung', 'Processing of this page stalled and was stopped. The page will be tried again.'),
  died: (cause: unknown) =>
    new AppError('page.thread_failed', 'Processing of this page failed unexpectedly. Try it again.', { cause }),
};

const wrongKind = ({ kind }: TaskResult): Error => new Error(`a page thread gave an answer of the wrong kind: ${kind}`);
