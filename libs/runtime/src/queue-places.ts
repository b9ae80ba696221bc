/**
 * Jobs that wait in a queue at least: enough for a worker that takes two at a time and asks twice a
 * second.
 */
const minPlaces = 16;
const maxPlaces = 2000;

/**
 * How many jobs may wait in a queue: no more than the workers take within a second or so, since
 * what waits there can no longer be overtaken. Who sends ten pages after somebody's ten thousand
 * waits for these few; the rest of the ten thousand is still in the outbox, where tenants take
 * turns. The number grows while workers run dry between two looks, and shrinks while jobs are left.
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

  /** Says that every free place was taken: whether they are too few shows at the next look. */
  filled(): void {
    this.#wasFilled = true;
  }
}
