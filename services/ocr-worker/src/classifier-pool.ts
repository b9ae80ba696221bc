import { availableParallelism } from 'node:os';
import {
  AppError,
  type GrayImage,
  type PageLayout,
  type PageScores,
  type RecognisedPage,
  type StripScores,
} from '@longhand/core';
import type { Logger } from '@longhand/log';
import { openThreadPool, type ThreadLocation, type ThreadPool, threadLocation } from '@longhand/inference';
import type {
  ClassifyRequest,
  ClassifyResult,
  ClassifyTask,
  LoadedClassifier,
  ThreadOptions,
} from './classify-task.js';

export interface ClassifierPoolOptions extends ThreadOptions {
  /**
   * Threads to run; 0 for one per core. One is enough where the engine is a GPU, whatever is asked
   * for.
   */
  threads: number;
  /** Processor time that a part of a page may take, ms. */
  budgetMs: number;
  log: Logger;
  /** Another thread program; for tests. */
  location?: ThreadLocation;
}

/**
 * The networks in their threads. Every call takes a signal: when it fires, the threads at work on
 * the call are replaced.
 */
export interface ClassifierPool
  extends LoadedClassifier,
    Pick<ThreadPool<ClassifyTask, ClassifyResult>, 'threadCount' | 'share' | 'close'> {
  /** 28 x 28 glyphs -> one row of probabilities each, in the same order. */
  classify(glyphs: Uint8Array, signal: AbortSignal): Promise<Float32Array>;
  /** Line strips -> their scores, in the same order. Only where `lines` is there. */
  readLines(strips: readonly GrayImage[], signal: AbortSignal): Promise<StripScores[]>;
  /** `readPage` in a thread: a full page costs up to seconds. */
  decode(layout: PageLayout, scores: PageScores, signal: AbortSignal): Promise<RecognisedPage>;
}

const glyphBytes = 784;
/**
 * Glyphs a task: small enough to spread one page over the cores, a multiple of the classifier's own
 * batch.
 */
const taskGlyphs = 256;
/** Strips a task, likewise. */
const taskStrips = 8;
const onGpu = new Set(['tfjs-node-gpu', 'webgpu']);

/**
 * Runs the networks in worker threads, so that the event loop which renews job locks is never
 * blocked.
 */
export async function openClassifierPool(options: ClassifierPoolOptions): Promise<ClassifierPool> {
  const { log, modelsDir, backend, glyphModel = '', uncertainBelow, budgetMs } = options;
  const count = options.threads || availableParallelism();
  const location = options.location ?? threadLocation('classify-thread', import.meta.url);
  const pool = openThreadPool<ClassifyTask, ClassifyResult>({
    location,
    threads: count,
    budgetMs,
    maxDeaths: 2,
    errors,
  });
  const run = (request: ClassifyRequest, signal: AbortSignal) =>
    pool.run({ request, options: { modelsDir, backend, glyphModel, uncertainBelow } }, signal);
  const loaded = await load(run).catch(async (error: unknown) => {
    await pool.close();
    throw error;
  });
  // One is enough where the engine is a GPU; else the others load now, and not under the first
  // page.
  if (onGpu.has(loaded.engine.name)) pool.narrow(1);
  else await Promise.all(Array.from({ length: count }, () => load(run)));
  const { alphabet, modelVersion, engine, lines } = loaded;
  for (const { name, reason } of engine.tried) log.info({ engine: name, reason }, 'engine refused');
  log.info(
    { engine: engine.name, detail: engine.detail, threads: pool.threadCount(), modelVersion },
    'classifier loaded',
  );
  if (lines) log.info({ engine: lines.engine.name, modelVersion: lines.modelVersion }, 'line reader loaded');
  else log.warn('the models directory has no line reader, so running handwriting is read letter by letter');

  return {
    ...loaded,
    threadCount: pool.threadCount,
    share: pool.share,
    close: pool.close,
    async classify(glyphs, signal) {
      const parts: Promise<ClassifyResult>[] = [];
      for (let from = 0; from < glyphs.length; from += taskGlyphs * glyphBytes)
        parts.push(run({ type: 'classify', glyphs: glyphs.slice(from, from + taskGlyphs * glyphBytes) }, signal));
      const results = await Promise.all(parts);
      const joined = new Float32Array((glyphs.length / glyphBytes) * alphabet.length);
      let at = 0;
      for (const result of results) {
        if (result.type !== 'probabilities') throw wrongAnswer();
        joined.set(result.probabilities, at);
        at += result.probabilities.length;
      }
      return joined;
    },
    async readLines(strips, signal) {
      // Of like width together: a batch is as wide as its widest strip.
      const order = [...strips.keys()].sort(
        (a, b) => strips[a].width / strips[a].height - strips[b].width / strips[b].height,
      );
      const scores = Array.from<StripScores>({ length: strips.length });
      const parts: Promise<void>[] = [];
      for (let from = 0; from < order.length; from += taskStrips) {
        const members = order.slice(from, from + taskStrips);
        const answer = run({ type: 'read-lines', strips: members.map((i) => strips[i]) }, signal);
        const place = (result: ClassifyResult) => {
          if (result.type !== 'strips' || result.strips.length !== members.length) throw wrongAnswer();
          for (const [n, i] of members.entries()) scores[i] = result.strips[n];
        };
        parts.push(answer.then(place));
      }
      await Promise.all(parts);
      return scores;
    },
    async decode(layout, scores, signal) {
      const result = await run({ type: 'decode', layout, scores }, signal);
      if (result.type !== 'page') throw wrongAnswer();
      return result.page;
    },
  };
}

const wrongAnswer = (): AppError => new AppError('classifier.failed', 'A thread gave the wrong kind of answer.');

/** What people are told of a page that got no answer. */
const errors = {
  usedUp: () =>
    new AppError(
      'page.took_too_long',
      'Reading this page took too much processor time. Split the page and upload its parts.',
    ),
  hung: () => new AppError('page.hung', 'Reading this page stalled and was stopped. The page will be tried again.'),
  died: (cause: unknown) =>
    new AppError('classifier.thread_ended', 'A reading thread ended unexpectedly. The page will be tried again.', {
      cause,
    }),
};

async function load(run: (request: ClassifyRequest, signal: AbortSignal) => Promise<ClassifyResult>) {
  const result = await run({ type: 'load' }, new AbortController().signal);
  if (result.type !== 'loaded') throw wrongAnswer();
  return result.loaded;
}
