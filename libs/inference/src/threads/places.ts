/** Lets a number of callers in at a time, in order. The number may change while they wait. */
export class Places {
  readonly #waiting: (() => void)[] = [];
  #inside = 0;
  #places: number;

  constructor(places: number) {
    this.#places = places;
  }

  get places(): number {
    return this.#places;
  }

  set places(places: number) {
    this.#places = places;
    this.#wake();
  }

  /**
   * Waits for a place; the function that it gives leaves it again. Throws the signal's reason when
   * it fires first.
   */
  async enter(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#inside < this.#places) {
      this.#inside += 1;
      return this.#leave;
    }
    await new Promise<void>((resolve, reject) => {
      const enter = (): void => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        reject(signal.reason);
      };
      this.#waiting.push(enter);
      signal.addEventListener('abort', giveUp, { once: true });
    });
    return this.#leave;
  }

  readonly #leave = (): void => {
    this.#inside -= 1;
    this.#wake();
  };

  #wake(): void {
    while (this.#inside < this.#places) {
      const next = this.#waiting.shift();
      if (!next) return;
      this.#inside += 1;
      next();
    }
  }
}
