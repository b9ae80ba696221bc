import { AppError } from '@longhand/core';
import type { Logger } from '@longhand/log';
import { type ClassifierThread, startClassifierThread, ThreadEnded } from './classifier-thread.js';
import type { ThreadLocation } from './thread-location.js';
import type { LoadedClassifier, ThreadOptions, ThreadResult, ToThread } from './thread-messages.js';

export interface ThreadPoolOptions extends ThreadOptions {
  location: ThreadLocation;
  log: Logger;
  /** How many threads, told after the first one has loaded its networks. */
  threadsFor(loaded: LoadedClassifier): number;
}

export interface ThreadPool {
  /** What the first thread loaded; the others load the same. */
  loaded: LoadedClassifier;
  /** Asks the next free thread. A thread that is at work when `signal` fires is replaced. */
  run(request: ToThread, signal: AbortSignal): Promise<ThreadResult>;
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
  thread?: ClassifierThread | undefined;
  deaths: number;
  resolve(result: ThreadResult): void;
  reject(error: unknown): void;
}

/** A task that was at work in this many dying threads is given up: it may be what kills them. */
const maxDeaths = 2;

/** Threads with tasks waiting for them. A thread that ends by itself is replaced, after 0.25 s at first and after up to 30 s when it keeps ending. */
export async function openThreadPool(options: ThreadPoolOptions): Promise<ThreadPool> {
  const { log, modelsDir, backend, uncertainBelow, location } = options;
  const idle: ClassifierThread[] = [];
  const all = new Set<ClassifierThread>();
  const tasks: Task[] = [];
  const timers = new Set<NodeJS.Timeout>();
  let isClosing = false;

  const start = async (): Promise<ClassifierThread> => {
    const startedAt = performance.now();
    const thread = await startClassifierThread(location, { modelsDir, backend, uncertainBelow });
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
        if (isClosing || task.deaths >= maxDeaths) return task.reject(error);
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
  const others = await Promise.all(Array.from({ length: options.threadsFor(first.loaded) - 1 }, start));
  for (const thread of [first, ...others]) serve(thread);

  return {
    loaded: first.loaded,
    run,
    threadCount: () => all.size,
    assertRunning() {
      if (all.size === 0) throw new AppError('classifier.no_threads', 'No classifier thread runs; see the log.');
    },
    async close() {
      isClosing = true;
      for (const timer of timers) clearTimeout(timer);
      for (const task of tasks.splice(0)) task.reject(new ThreadEnded());
      await Promise.all([...all].map((thread) => thread.stop()));
    },
  };
}
