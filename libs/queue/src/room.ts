/** So many jobs have to end in their time before one more is run at once again. */
const endsPerStep = 8;

/**
 * How many jobs a worker runs at once: as many as it may, less while the machine has too little to
 * give. Halved each time that a job did not end in its time, and one more again after eight that
 * did.
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

  /** @param share of the whole that the machine can carry now, 0 to 1. */
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
