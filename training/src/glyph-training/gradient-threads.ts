import { threadLocation } from '@longhand/inference';
import { AskedThread } from '../threads/asked-thread.js';
import type { Reply, Request, ThreadSetup } from './thread-messages.js';

type TrainingThread = AskedThread<Request, Reply>;

export class GradientThreads {
  readonly backends: readonly string[];
  private readonly threads: readonly TrainingThread[];

  private constructor(threads: readonly TrainingThread[], backends: readonly string[]) {
    this.threads = threads;
    this.backends = backends;
  }

  /** Starts a thread per setup and waits until each has its backend. */
  static async start(setups: readonly ThreadSetup[]): Promise<GradientThreads> {
    const threads = setups.map(
      (setup): TrainingThread => new AskedThread(threadLocation('train-thread', import.meta.url), setup),
    );
    const ready = await Promise.all(threads.map((thread) => thread.ask<'ready'>()));
    return new GradientThreads(
      threads,
      ready.map(({ backend }) => backend),
    );
  }

  /** One step: the batch is dealt out in equal parts, in order. Loss is the mean over the batch. */
  async step(epoch: number, step: number, positions: Uint32Array): Promise<{ loss: number; correct: number }> {
    const replies = await Promise.all(
      this.parts(positions).map((part, i) =>
        this.threads[i].ask<'step'>({ kind: 'step', epoch, step, positions: part }),
      ),
    );
    const loss = replies.reduce((sum, reply) => sum + reply.loss, 0) / replies.length;
    return { loss, correct: replies.reduce((sum, reply) => sum + reply.correct, 0) };
  }

  /** Logits of the averaged parameters for these positions, in order. */
  async predict(positions: Uint32Array): Promise<Float32Array> {
    const replies = await Promise.all(
      this.parts(positions).map((part, i) => this.threads[i].ask<'predict'>({ kind: 'predict', positions: part })),
    );
    const out = new Float32Array(replies.reduce((sum, { logits }) => sum + logits.length, 0));
    let at = 0;
    for (const { logits } of replies) {
      out.set(logits, at);
      at += logits.length;
    }
    return out;
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.close()));
  }

  private parts(positions: Uint32Array): Uint32Array[] {
    const size = Math.ceil(positions.length / this.threads.length);
    return this.threads.map((_, i) => positions.slice(i * size, (i + 1) * size));
  }
}
