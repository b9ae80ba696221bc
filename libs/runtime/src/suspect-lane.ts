import type { CountedStart } from './counted-start.js';

/** Started this often without an end, work may be what ended its process. */
const suspectFrom = 3;

interface Waiting {
  isAlone: boolean;
  goOn(): void;
}

/**
 * The work of one process. What may have ended the process before runs alone: should it do so
 * again, then nothing that ran beside it is counted as started, and nothing else comes under
 * suspicion.
 */
export class SuspectLane {
  #running = 0;
  #isAlone = false;
  #waiting: Waiting[] = [];

  /**
   * Begins, and does the work with what `begin` answered: beside other work, or alone when it was
   * started several times without an end.
   * @throws the signal's reason when it is aborted while the work waits
   */
  async run<T, R>(
    { begin, handBack }: CountedStart<T>,
    signal: AbortSignal,
    work: (begun: (T & { starts: number }) | undefined) => Promise<R>,
  ): Promise<R> {
    await this.#enter(false, signal);
    try {
      const begun = await begin();
      if (!begun || begun.starts < suspectFrom) return await work(begun);
      await handBack();
    } finally {
      this.#leave();
    }
    await this.#enter(true, signal);
    try {
      return await work(await begin());
    } finally {
      this.#leave();
    }
  }

  #mayGoOn(isAlone: boolean): boolean {
    return !this.#isAlone && (!isAlone || this.#running === 0);
  }

  async #enter(isAlone: boolean, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#waiting.length === 0 && this.#mayGoOn(isAlone)) return this.#take(isAlone);
    await new Promise<void>((resolve, reject) => {
      const one: Waiting = {
        isAlone,
        goOn: () => {
          signal.removeEventListener('abort', giveUp);
          resolve();
        },
      };
      const giveUp = () => {
        this.#waiting = this.#waiting.filter((other) => other !== one);
        reject(signal.reason as Error);
        this.#wake();
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.#waiting.push(one);
    });
  }

  #take(isAlone: boolean): void {
    this.#running += 1;
    this.#isAlone = isAlone;
  }

  #leave(): void {
    this.#running -= 1;
    this.#isAlone = false;
    this.#wake();
  }

  /**
   * In the order in which they came: a suspect is not kept waiting for ever by what comes after it.
   */
  #wake(): void {
    for (let next = this.#waiting[0]; next && this.#mayGoOn(next.isAlone); next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#take(next.isAlone);
      next.goOn();
    }
  }
}
