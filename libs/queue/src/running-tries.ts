interface RunningTry {
  lockLost: AbortController;
  ended: Promise<void>;
}

/**
 * The tries that a worker has not ended, by job. Where the process was held up for longer than a
 * lock lasts, the queue gives the job away while its try still runs here, maybe to this same
 * process.
 */
export class RunningTries {
  readonly #tries = new Map<string, RunningTry>();

  has(jobId: string): boolean {
    return this.#tries.has(jobId);
  }

  /**
   * Runs a try of the job. One that runs already is not started again: both have its end.
   * @param start gets a signal that fires when the job's lock is lost
   */
  run(jobId: string, start: (lockLost: AbortSignal) => Promise<void>): Promise<void> {
    const running = this.#tries.get(jobId);
    if (running) return running.ended;
    const lockLost = new AbortController();
    const ended = start(lockLost.signal).finally(() => this.#tries.delete(jobId));
    this.#tries.set(jobId, { lockLost, ended });
    return ended;
  }

  lockLost(jobIds: readonly string[]): void {
    for (const jobId of jobIds) this.#tries.get(jobId)?.lockLost.abort();
  }
}
