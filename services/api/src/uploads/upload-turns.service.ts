import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '@longhand/config';
import { isDatabaseAway } from '@longhand/db';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '../deps.js';

/** How long an upload waits for a database that is away, ms: longer than a restart takes. */
const patienceMs = 60_000;
const firstPauseMs = 250;
const maxPauseMs = 4_000;

/**
 * Uploads take turns at the database before they come to its pool, where waiting has a time limit:
 * two hundred at once then wait for each other instead of failing, and leave connections to those
 * who read. A step whose answer got lost is asked again, so that a file which was stored is never
 * called failed.
 */
@Injectable()
export class UploadTurnsService {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(@Inject(CONFIG) config: Config) {
    this.free = Math.max(1, config.databasePool - 2);
  }

  /**
   * Runs `step` in turn, and again while the database is away. It must leave the same state when it
   * runs twice.
   */
  async run<T>(step: () => Promise<T>): Promise<T> {
    const deadline = Date.now() + patienceMs;
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(maxPauseMs, pauseMs * 2)) {
      try {
        return await this.inTurn(step);
      } catch (error) {
        if (!isDatabaseAway(error) || Date.now() + pauseMs > deadline) throw error;
        await sleep(pauseMs);
      }
    }
  }

  private async inTurn<T>(step: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await step();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    }
  }
}
