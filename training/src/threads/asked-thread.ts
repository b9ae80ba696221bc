import { Worker } from 'node:worker_threads';
import { AppError } from '@longhand/core';
import type { ThreadLocation } from '@longhand/inference';

/**
 * A worker thread that answers one request at a time, and says by its first message that it is
 * ready.
 */
export class AskedThread<Request, Reply extends { readonly kind: string }> {
  private readonly worker: Worker;
  private settle: { resolve: (reply: Reply) => void; reject: (error: Error) => void } | undefined;

  constructor({ url, execArgv }: ThreadLocation, setup: unknown) {
    this.worker = new Worker(url, { workerData: setup, execArgv });
    this.worker.on('message', (reply: Reply) => this.settle?.resolve(reply));
    this.worker.on('error', (error) => this.fail(error));
    this.worker.on('exit', () =>
      this.fail(new AppError('training.thread_ended', 'A training thread ended. Start again with --resume.')),
    );
  }

  private fail(error: unknown): void {
    this.settle?.reject(error instanceof Error ? error : new Error(String(error)));
  }

  /** The next reply; with a request, the reply to it. */
  ask<Kind extends Reply['kind']>(request?: Request): Promise<Extract<Reply, { kind: Kind }>> {
    const answer = new Promise<Reply>((resolve, reject) => {
      this.settle = { resolve, reject };
    });
    if (request) this.worker.postMessage(request);
    return answer as Promise<Extract<Reply, { kind: Kind }>>;
  }

  async close(): Promise<void> {
    this.settle = undefined;
    await this.worker.terminate();
  }
}
