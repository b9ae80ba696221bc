/** A worker that has not heard from its server for this long is unhealthy. */
const silenceMs = 20_000;
/** So is a worker that has capacity for a job, sees jobs waiting, and gets none for this long. */
const idleBesideWorkMs = 30_000;

/**
 * Decides whether a worker really takes jobs. `isRunning()` is true even for workers that never
 * take a job again after an outage. Times are arguments, in ms.
 */
export class WorkerHealth {
  #heardAt: number;
  #hungrySince: number | undefined;

  constructor(now: number) {
    this.#heardAt = now;
  }

  /** A job arrived or ended. */
  moved(now: number): void {
    this.#heardAt = now;
    this.#hungrySince = undefined;
  }

  /**
   * The server answered with the number of waiting jobs; `hasRoom` says whether this worker can
   * take another.
   */
  observed(now: number, waiting: number, hasRoom: boolean): void {
    this.#heardAt = now;
    if (waiting === 0 || !hasRoom) this.#hungrySince = undefined;
    else this.#hungrySince ??= now;
  }

  isHealthy(now: number): boolean {
    if (now - this.#heardAt > silenceMs) return false;
    return this.#hungrySince === undefined || now - this.#hungrySince <= idleBesideWorkMs;
  }
}
