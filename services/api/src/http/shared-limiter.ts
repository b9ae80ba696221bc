import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';

/**
 * Adds hits to buckets that all instances share, and returns the total of each in the current
 * minute.
 */
export type AddHits = (hits: ReadonlyMap<string, number>) => Promise<ReadonlyMap<string, number>>;

export interface Standing {
  isOver: boolean;
  remaining: number;
  /** Until the window ends, whole seconds, at least 1. */
  resetSeconds: number;
}

interface Told {
  minute: number;
  /** Hits that this instance has not reported yet. */
  untold: number;
  /** Hits that it has reported in this minute. */
  mine: number;
  /** Hits of the others in this minute that are already counted here. */
  others: number;
}

export const windowSeconds = 60;

/**
 * A limit on hits per minute over all instances: counted here immediately and synchronised every
 * second. A request never waits for the database, and a limit is exceeded at most by the hits of
 * the other instances in one second.
 */
export class SharedLimiter {
  private readonly limiter: RateLimiterMemory;
  private readonly told = new Map<string, Told>();

  /** @param max maximum hits of one name per minute; 0 sets no limit */
  constructor(
    readonly policy: string,
    readonly max: number,
    private readonly add: AddHits,
  ) {
    this.limiter = new RateLimiterMemory({ points: Math.max(1, max), duration: windowSeconds });
  }

  /** Counts one hit. */
  async hit(name: string): Promise<Standing> {
    this.toldOf(name).untold += 1;
    return this.standingOf(await this.limiter.penalty(name));
  }

  /** The current state, without counting. */
  async look(name: string): Promise<Standing> {
    const known = await this.limiter.get(name);
    if (known) return this.standingOf(known);
    return { isOver: false, remaining: this.max, resetSeconds: windowSeconds };
  }

  /**
   * Reports to the others and removes old windows. Rejects if the report fails; nothing is lost
   * then.
   */
  async share(): Promise<void> {
    const minute = minuteNow();
    for (const [name, told] of this.told) if (told.minute !== minute) this.told.delete(name);
    const news = new Map(
      [...this.told].flatMap(([name, { untold }]) => (untold > 0 ? [[`${this.policy} ${name}`, untold]] : [])),
    );
    if (news.size === 0) return;
    const totals = await this.add(news);
    for (const [bucket, count] of news) {
      const name = bucket.slice(this.policy.length + 1);
      const told = this.told.get(name);
      if (told?.minute !== minute) continue;
      told.untold -= count;
      told.mine += count;
      const others = (totals.get(bucket) ?? told.mine) - told.mine;
      if (others > told.others) await this.limiter.penalty(name, others - told.others);
      told.others = Math.max(told.others, others);
    }
  }

  private standingOf({ consumedPoints, msBeforeNext }: RateLimiterRes): Standing {
    return {
      isOver: this.max > 0 && consumedPoints > this.max,
      remaining: Math.max(0, this.max - consumedPoints),
      resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)),
    };
  }

  private toldOf(name: string): Told {
    const minute = minuteNow();
    const known = this.told.get(name);
    if (known?.minute === minute) return known;
    const told = { minute, untold: 0, mine: 0, others: 0 };
    this.told.set(name, told);
    return told;
  }
}

const minuteNow = () => Math.floor(Date.now() / (windowSeconds * 1000));
