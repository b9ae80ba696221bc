import { threadLocation } from '@longhand/inference';
import { AskedThread } from '../threads/asked-thread.js';
import type { LineReply, LineRequest, LineThreadSetup } from './line-thread-messages.js';

/** Threads that share each batch of lines. */
export class LineThreadPool {
  readonly backends: readonly string[];
  private readonly threads: ReadonlyArray<AskedThread<LineRequest, LineReply>>;

  private constructor(threads: LineThreadPool['threads'], backends: readonly string[]) {
    this.threads = threads;
    this.backends = backends;
  }

  /** Starts a thread per setup and waits until each has its backend. */
  static async start(setups: readonly LineThreadSetup[]): Promise<LineThreadPool> {
    const module = threadLocation('line-thread', import.meta.url);
    const threads = setups.map((setup) => new AskedThread<LineRequest, LineReply>(module, setup));
    const ready = await Promise.all(threads.map((thread) => thread.ask<'ready'>()));
    return new LineThreadPool(
      threads,
      ready.map(({ backend }) => backend),
    );
  }

  /**
   * One step: every thread takes every n-th line of the batch and leaves its gradient, whose mean
   * over the threads is that of the batch's mean loss.
   *
   * @returns the mean CTC loss per character
   */
  async step(epoch: number, step: number, positions: Uint32Array): Promise<number> {
    const scale = this.threads.length / positions.length;
    const replies = await Promise.all(
      this.parts(positions).map((part, i) =>
        this.threads[i].ask<'step'>({ kind: 'step', epoch, step, positions: part, scale }),
      ),
    );
    return replies.reduce((sum, { loss }) => sum + loss, 0) / positions.length;
  }

  /** Character error rate (best path) and mean loss per character of the averaged parameters. */
  async read(positions: Uint32Array): Promise<{ cer: number; loss: number }> {
    const replies = await Promise.all(
      this.parts(positions).map((part, i) => this.threads[i].ask<'read'>({ kind: 'read', positions: part })),
    );
    const sum = (of: (reply: Extract<LineReply, { kind: 'read' }>) => number) =>
      replies.reduce((total, reply) => total + of(reply), 0);
    return {
      cer:
        sum((reply) => reply.edits) /
        Math.max(
          1,
          sum((reply) => reply.characters),
        ),
      loss: sum((reply) => reply.loss) / positions.length,
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.close()));
  }

  private parts(positions: Uint32Array): Uint32Array[] {
    return this.threads.map((_, i) => positions.filter((__, at) => at % this.threads.length === i));
  }
}
