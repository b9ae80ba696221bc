/**
 * Minimum number of waiting jobs in a queue: enough for a worker that takes two at a time and polls
 * twice a second.
 */
const minPlaces = 16;
const maxPlaces = 2000;

/**
 * The number of jobs that may wait in a queue: no more than the workers take within about a second,
 * because a waiting job can no longer be overtaken. A tenant who sends ten pages after another's
 * ten thousand waits only for these few; the rest of the ten thousand is still in the outbox, where
 * tenants take turns. The number grows if workers run out of jobs between two checks, and shrinks
 * if jobs are left.
 */
export class QueuePlaces {
  #places = minPlaces;
  #wasFilled = false;

  /** @param depth jobs in the queue now. @returns how many may be added */
  free(depth: number): number {
    if (this.#wasFilled && depth <= this.#places / 4) this.#places = Math.min(maxPlaces, this.#places * 2);
    else if (depth > this.#places / 2) this.#places = Math.max(minPlaces, Math.floor(this.#places * 0.875));
    this.#wasFilled = false;
    return Math.max(0, this.#places - depth);
  }

  /** Records that all free places were used; the next check shows whether they are too few. */
  filled(): void {
    this.#wasFilled = true;
  }
}
