/** A worker that has not heard from its server for this long is ill. */
const silenceMs = 20_000;
/** So is one that has room for a job, sees jobs waiting, and yet gets none for this long. */
const idleBesideWorkMs = 30_000;

/**
 * Judges whether a worker really consumes. `isRunning()` alone says yes for workers that never take
 * a job again after an outage. Times come in as arguments, ms.
 */
export class WorkerHealth {
  #heardAt: number;
  #hungrySince: number | undefined;

  constructor(now: number) {
    this.#heardAt = now;
  }

  /** A job came in or ended. */
  moved(now: number): void {
    this.#heardAt = now;
    this.#hungrySince = undefined;
  }

  /** The server answered: so many jobs wait, and this worker has room for another or not. */
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
