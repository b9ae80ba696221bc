import { Worker } from 'node:worker_threads';
import { ThreadGate } from '@longhand/inference';
import { AppError } from '@longhand/core';
import { fromThreadFailure } from './thread-failure.js';
import type { FromThread, LoadedClassifier, ThreadOptions, ThreadResult, ToThread } from './thread-messages.js';
import type { ThreadLocation } from './thread-location.js';

/** One running thread with a loaded network. It serves one call at a time. */
export interface ClassifierThread {
  loaded: LoadedClassifier;
  ask(request: ToThread): Promise<ThreadResult>;
  /** Settles when the thread has ended, for whatever reason. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** Thrown to the caller whose thread ended under it; the glyphs themselves may be fine. */
export class ThreadEnded extends AppError {
  constructor(cause?: unknown) {
    super('classifier.thread_ended', 'A classifier thread ended while it worked; the page is tried again.', { cause });
  }
}

/**
 * Starts a thread and waits until its network is loaded. Throws the thread's own error code when the network cannot be loaded,
 * `classifier.thread_ended` when the thread ends before that.
 */
export function startClassifierThread(location: ThreadLocation, options: ThreadOptions): Promise<ClassifierThread> {
  const gate = new ThreadGate();
  const worker = new Worker(location.url, {
    workerData: { ...options, gate: gate.memory },
    execArgv: location.execArgv,
  });
  let waiting: { resolve(result: ThreadResult): void; reject(e: Error): void } | undefined;
  let lastError: unknown;
  worker.on('error', (error) => {
    lastError = error;
  });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const stop = async () => {
    await gate.close();
    await worker.terminate();
  };
  return new Promise((resolve, reject) => {
    void ended.then(() => {
      reject(new ThreadEnded(lastError));
      waiting?.reject(new ThreadEnded(lastError));
    });
    worker.on('message', (message: FromThread) => {
      if (message.type === 'ready') resolve({ loaded: message.loaded, ask, ended, stop });
      else if (message.type === 'unusable') {
        reject(fromThreadFailure(message));
        void stop();
      } else {
        const call = waiting;
        waiting = undefined;
        if (message.type === 'error') call?.reject(fromThreadFailure(message));
        else call?.resolve(message);
      }
    });
    function ask(request: ToThread): Promise<ThreadResult> {
      return new Promise((done, failed) => {
        waiting = { resolve: done, reject: failed };
        worker.postMessage(request);
      });
    }
  });
}
