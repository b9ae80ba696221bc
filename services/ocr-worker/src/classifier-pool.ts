import { availableParallelism } from 'node:os';
import { AppError, type DecodeOptions, type PageLayout, type RecognisedPage } from '@longhand/core';
import type { Logger } from '@longhand/log';
import { type ClassifierThread, startClassifierThread, ThreadEnded } from './classifier-thread.js';
import { type ThreadLocation, threadLocation } from './thread-location.js';
import type { LoadedClassifier, ThreadOptions, ThreadResult, ToThread } from './thread-messages.js';

export interface ClassifierPoolOptions extends ThreadOptions {
  /** Threads to run; 0 for one per core. One is enough where the engine is a GPU, whatever is asked for. */
  threads: number;
  log: Logger;
  /** Another thread program; for tests. */
  location?: ThreadLocation;
}

export interface ClassifierPool extends LoadedClassifier {
  /** 28 x 28 glyphs -> one row of probabilities each, in the same order. A thread that is at work when `signal` fires is replaced. */
  classify(glyphs: Uint8Array, signal: AbortSignal): Promise<Float32Array>;
  /** `decodePage` in a thread: a full page costs up to seconds. `signal` as above. */
  decode(
    layout: PageLayout,
    probabilities: Float32Array,
    options: DecodeOptions,
    signal: AbortSignal,
  ): Promise<RecognisedPage>;
  /** Threads that run now. */
  threadCount(): number;
  /** Throws `classifier.no_threads` while every thread is gone and none has taken its place yet. */
  assertRunning(): void;
  close(): Promise<void>;
}

interface Task {
  request: ToThread;
  signal: AbortSignal;
  /** Where it is at work. */
  thread?: ClassifierThread;
  deaths: number;
  resolve(result: ThreadResult): void;
  reject(error: unknown): void;
}

const glyphBytes = 784;
/** Glyphs a task: small enough to spread one page over the cores, a multiple of the classifier's own batch. */
const taskGlyphs = 256;
/** A task that was at work in this many dying threads is given up: it may be what kills them. */
const mostDeaths = 2;
const onGpu = new Set(['tfjs-node-gpu', 'webgpu']);

/**
 * Runs the network in worker threads, so that the event loop which renews job locks is never blocked. A thread that ends by
 * itself is replaced, after 0.25 s at first and after up to 30 s when it keeps ending.
 */
export async function openClassifierPool(options: ClassifierPoolOptions): Promise<ClassifierPool> {
  const { log, modelsDir, backend } = options;
  const location = options.location ?? threadLocation('classify-thread', import.meta.url);
  const idle: ClassifierThread[] = [];
  const all = new Set<ClassifierThread>();
  const tasks: Task[] = [];
  const timers = new Set<NodeJS.Timeout>();
  let isClosing = false;

  const start = async (): Promise<ClassifierThread> => {
    const startedAt = performance.now();
    const thread = await startClassifierThread(location, { modelsDir, backend });
    all.add(thread);
    void thread.ended.then(() => {
      all.delete(thread);
      const at = idle.indexOf(thread);
      if (at >= 0) idle.splice(at, 1);
      if (!isClosing) restart(performance.now() - startedAt > 60_000 ? 250 : 1000);
    });
    return thread;
  };
  const restart = (delayMs: number) => {
    log.warn({ delayMs }, 'a classifier thread ended, starting another');
    const timer = setTimeout(() => {
      timers.delete(timer);
      start().then(serve, (error: unknown) => {
        log.error({ err: error }, 'a classifier thread did not start');
        if (!isClosing) restart(Math.min(delayMs * 2, 30_000));
      });
    }, delayMs);
    timers.add(timer);
  };
  const serve = (thread: ClassifierThread) => {
    if (isClosing) return void thread.stop();
    const task = tasks.shift();
    if (!task) return void idle.push(thread);
    task.thread = thread;
    thread.ask(task.request).then(
      (result) => {
        task.thread = undefined;
        task.resolve(result);
        serve(thread);
      },
      (error: unknown) => {
        task.thread = undefined;
        if (!(error instanceof ThreadEnded)) {
          task.reject(error);
          return serve(thread);
        }
        task.deaths++;
        if (task.signal.aborted) return;
        if (isClosing || task.deaths >= mostDeaths) return task.reject(error);
        tasks.unshift(task);
        const other = idle.pop();
        if (other) serve(other);
      },
    );
  };
  const run = async (request: ToThread, signal: AbortSignal) => {
    signal.throwIfAborted();
    let giveUp = () => {};
    try {
      return await new Promise<ThreadResult>((resolve, reject) => {
        const task: Task = { request, signal, deaths: 0, resolve, reject };
        // Nothing else ends a computation that hangs; without this every such page would cost the pool a thread for good.
        giveUp = () => {
          const at = tasks.indexOf(task);
          if (at >= 0) tasks.splice(at, 1);
          void task.thread?.stop();
          reject(signal.reason);
        };
        signal.addEventListener('abort', giveUp, { once: true });
        tasks.push(task);
        const thread = idle.pop();
        if (thread) serve(thread);
      });
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  };

  const first = await start();
  const wanted = onGpu.has(first.loaded.engine.name) ? 1 : options.threads || availableParallelism();
  const others = await Promise.all(Array.from({ length: wanted - 1 }, start));
  for (const thread of [first, ...others]) serve(thread);
  const { alphabet, modelVersion, engine } = first.loaded;
  for (const { name, reason } of engine.tried) log.info({ engine: name, reason }, 'engine refused');
  log.info({ engine: engine.name, detail: engine.detail, threads: all.size, modelVersion }, 'classifier loaded');

  return {
    alphabet,
    modelVersion,
    engine,
    threadCount: () => all.size,
    assertRunning() {
      if (all.size === 0) throw new AppError('classifier.no_threads', 'No classifier thread runs; see the log.');
    },
    async classify(glyphs, signal) {
      const parts: Promise<ThreadResult>[] = [];
      for (let from = 0; from < glyphs.length; from += taskGlyphs * glyphBytes)
        parts.push(run({ type: 'classify', glyphs: glyphs.slice(from, from + taskGlyphs * glyphBytes) }, signal));
      const results = await Promise.all(parts);
      const joined = new Float32Array((glyphs.length / glyphBytes) * alphabet.length);
      let at = 0;
      for (const result of results) {
        if (result.type !== 'probabilities') continue;
        joined.set(result.probabilities, at);
        at += result.probabilities.length;
      }
      return joined;
    },
    async decode(layout, probabilities, options, signal) {
      const result = await run({ type: 'decode', layout, probabilities, options }, signal);
      if (result.type !== 'page') throw new AppError('classifier.failed', 'A thread gave the wrong kind of answer.');
      return result.page;
    },
    async close() {
      isClosing = true;
      for (const timer of timers) clearTimeout(timer);
      for (const task of tasks.splice(0)) task.reject(new ThreadEnded());
      await Promise.all([...all].map((thread) => thread.stop()));
    },
  };
}
