/** Number of jobs that must end within their time before one more runs concurrently. */
const endsPerStep = 8;

/**
 * The number of jobs that a worker runs at once: up to its limit, and fewer while the machine is
 * overloaded. It is halved each time a job exceeds its time, and increases by one after eight jobs
 * that did not.
 */
export class Room {
  readonly #max: number;
  #allowed: number;
  #share = 1;
  #ends = 0;

  constructor(max: number) {
    this.#max = max;
    this.#allowed = max;
  }

  get size(): number {
    return Math.max(1, Math.min(this.#allowed, Math.round(this.#max * this.#share)));
  }

  /** @param share of the limit that the machine can currently handle, 0 to 1. */
  narrow(share: number): void {
    this.#share = share;
  }

  timeWasUp(): void {
    this.#allowed = Math.max(1, Math.floor(this.size / 2));
    this.#ends = 0;
  }

  ended(): void {
    this.#ends += 1;
    if (this.#ends < endsPerStep) return;
    this.#ends = 0;
    this.#allowed = Math.min(this.#max, this.#allowed + 1);
  }
}
