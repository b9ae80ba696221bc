/** A fetched original. */
export interface Original {
  path: string;
  folder: string;
  sizeBytes: number;
}

export interface KeepLimits {
  /** Originals that nobody uses go once all kept ones together hold more. */
  maxBytes: number;
  /** An original that nobody uses goes after so long. */
  maxIdleMs: number;
}

/** A large PDF and what else is in hand; short, since a deleted document must not stay. */
const defaults: KeepLimits = { maxBytes: 1024 ** 3, maxIdleMs: 20_000 };

interface Entry {
  original: Promise<Original>;
  users: number;
  sizeBytes: number;
  timer?: NodeJS.Timeout;
}

/**
 * Originals that lie on this machine's disk: fetched once for all pages that are worked on at about
 * the same time, in place of once for each page. Bounded by bytes and by time; what is in use
 * stays.
 */
export class KeptOriginals {
  private readonly fetch: (key: string) => Promise<Original>;
  private readonly remove: (original: Original) => Promise<void>;
  private readonly limits: KeepLimits;
  /** By key, the one that was used last at the end. */
  private readonly entries = new Map<string, Entry>();

  constructor(
    fetch: (key: string) => Promise<Original>,
    remove: (original: Original) => Promise<void>,
    limits: KeepLimits = defaults,
  ) {
    this.fetch = fetch;
    this.remove = remove;
    this.limits = limits;
  }

  /**
   * Runs `use` with the original of this key. Throws what the fetch or `use` throws; the next call
   * fetches again.
   */
  async with<T>(key: string, use: (original: Original) => Promise<T>): Promise<T> {
    const entry = this.entries.get(key) ?? { original: this.fetch(key), users: 0, sizeBytes: 0 };
    this.entries.delete(key);
    this.entries.set(key, entry);
    clearTimeout(entry.timer);
    entry.users += 1;
    try {
      const original = await entry.original;
      entry.sizeBytes = original.sizeBytes;
      return await use(original);
    } catch (error) {
      // A file that was refused has no further page.
      if (entry.users === 1) await this.drop(key, entry);
      throw error;
    } finally {
      entry.users -= 1;
      if (entry.users === 0 && this.entries.get(key) === entry) {
        entry.timer = setTimeout(() => void this.drop(key, entry), this.limits.maxIdleMs).unref();
      }
      await this.makeRoom();
    }
  }

  /** Removes all of them; nothing may be in use any more. */
  async clear(): Promise<void> {
    await Promise.all([...this.entries].map(([key, entry]) => this.drop(key, entry)));
  }

  private async makeRoom(): Promise<void> {
    let total = [...this.entries.values()].reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    for (const [key, entry] of this.entries) {
      if (total <= this.limits.maxBytes) return;
      if (entry.users > 0) continue;
      total -= entry.sizeBytes;
      await this.drop(key, entry);
    }
  }

  private async drop(key: string, entry: Entry): Promise<void> {
    clearTimeout(entry.timer);
    if (this.entries.get(key) === entry) this.entries.delete(key);
    // What cannot be removed is cleared with the other leftovers at the next start.
    await entry.original.then(this.remove).catch(() => undefined);
  }
}
