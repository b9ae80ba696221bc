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
import { type ThreadLocation, threadLocation } from './thread-location.js';
import type { LoadedClassifier, ThreadOptions, ThreadResult } from './thread-messages.js';
import { openThreadPool, type ThreadPool } from './thread-pool.js';

export interface ClassifierPoolOptions extends ThreadOptions {
  /** Threads to run; 0 for one per core. One is enough where the engine is a GPU, whatever is asked for. */
  threads: number;
  log: Logger;
  /** Another thread program; for tests. */
  location?: ThreadLocation;
}

/** The networks in their threads. Every call takes a signal: when it fires, the threads at work on the call are replaced. */
export interface ClassifierPool extends LoadedClassifier, Pick<ThreadPool, 'threadCount' | 'assertRunning' | 'close'> {
  /** 28 x 28 glyphs -> one row of probabilities each, in the same order. */
  classify(glyphs: Uint8Array, signal: AbortSignal): Promise<Float32Array>;
  /** Line strips -> their scores, in the same order. Only where `lines` is there. */
  readLines(strips: readonly GrayImage[], signal: AbortSignal): Promise<StripScores[]>;
  /** `readPage` in a thread: a full page costs up to seconds. */
  decode(layout: PageLayout, scores: PageScores, signal: AbortSignal): Promise<RecognisedPage>;
}

const glyphBytes = 784;
/** Glyphs a task: small enough to spread one page over the cores, a multiple of the classifier's own batch. */
const taskGlyphs = 256;
/** Strips a task, likewise. */
const taskStrips = 8;
const onGpu = new Set(['tfjs-node-gpu', 'webgpu']);

/** Runs the networks in worker threads, so that the event loop which renews job locks is never blocked. */
export async function openClassifierPool(options: ClassifierPoolOptions): Promise<ClassifierPool> {
  const { log, threads } = options;
  const location = options.location ?? threadLocation('classify-thread', import.meta.url);
  const threadsFor = ({ engine }: LoadedClassifier) => (onGpu.has(engine.name) ? 1 : threads || availableParallelism());
  const { loaded, run, ...pool } = await openThreadPool({ ...options, location, threadsFor });
  const { alphabet, modelVersion, engine, lines } = loaded;
  for (const { name, reason } of engine.tried) log.info({ engine: name, reason }, 'engine refused');
  log.info(
    { engine: engine.name, detail: engine.detail, threads: pool.threadCount(), modelVersion },
    'classifier loaded',
  );
  if (lines) log.info({ engine: lines.engine.name, modelVersion: lines.modelVersion }, 'line reader loaded');
  else log.warn('there is no line reader in the models directory: running writing is read letter by letter');

  return {
    ...loaded,
    ...pool,
    async classify(glyphs, signal) {
      const parts: Promise<ThreadResult>[] = [];
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
        const place = (result: ThreadResult) => {
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
