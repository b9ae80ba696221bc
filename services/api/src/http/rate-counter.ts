/** Adds hits to buckets that all instances share, and says how many each then has in the present minute. */
export type AddHits = (hits: ReadonlyMap<string, number>) => Promise<ReadonlyMap<string, number>>;

interface Bucket {
  minute: number;
  /** As the others were last known, with what this instance had told them. */
  shared: number;
  /** What this instance has not told the others yet. */
  untold: number;
}

/**
 * Counts hits in a minute, over all instances: here at once, and every second with the others. So a request never waits for a counter, and a limit
 * is exceeded by no more than what the other instances take in one second.
 */
export class RateCounter {
  readonly #buckets = new Map<string, Bucket>();
  readonly #add: AddHits;
  readonly #now: () => number;

  constructor(add: AddHits, now: () => number = Date.now) {
    this.#add = add;
    this.#now = now;
  }

  /** @returns the hits of the bucket in this minute, this one included */
  hit(name: string): number {
    const bucket = this.#bucketOf(name);
    bucket.untold += 1;
    return bucket.shared + bucket.untold;
  }

  /** The hits of the bucket in this minute. */
  look(name: string): number {
    const bucket = this.#bucketOf(name);
    return bucket.shared + bucket.untold;
  }

  /** Tells the others, and forgets what is over. Rejects when they cannot be told; nothing is lost then. */
  async share(): Promise<void> {
    const minute = this.#minute();
    for (const [name, bucket] of this.#buckets) if (bucket.minute !== minute) this.#buckets.delete(name);
    const told = new Map(
      [...this.#buckets].filter(([, { untold }]) => untold > 0).map(([name, { untold }]) => [name, untold]),
    );
    if (told.size === 0) return;
    const totals = await this.#add(told);
    for (const [name, count] of told) {
      const bucket = this.#buckets.get(name);
      if (!bucket || bucket.minute !== minute) continue;
      bucket.untold -= count;
      bucket.shared = totals.get(name) ?? bucket.shared + count;
    }
  }

  #bucketOf(name: string): Bucket {
    const minute = this.#minute();
    const known = this.#buckets.get(name);
    if (known?.minute === minute) return known;
    const bucket = { minute, shared: 0, untold: 0 };
    this.#buckets.set(name, bucket);
    return bucket;
  }

  #minute(): number {
    return Math.floor(this.#now() / 60_000);
  }
}
