import type { Config } from '@longhand/config';
import { AppError } from '@longhand/core';
import type { Database } from '@longhand/db';
import type { Logger } from '@longhand/log';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { CONFIG, DATABASE, LOG } from '../deps.js';
import { RateCounter } from './rate-counter.js';

const shareEveryMs = 1000;

/** Limits of requests in a minute: of each key, and of wrong keys from each address. Shared between the instances of the API. */
@Injectable()
export class RateLimitService implements OnModuleInit, OnModuleDestroy {
  private readonly counter = new RateCounter((hits) => this.db.rateWindows.add(hits));
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly db: Database,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => {
      // Each instance goes on counting by itself meanwhile.
      this.counter.share().catch((error) => this.log.debug({ err: error }, 'request counts could not be shared'));
    }, shareEveryMs);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** @throws AppError rate.limited */
  count(actor: string): void {
    const most = this.config.http.requestsPerMinute;
    if (this.counter.hit(`actor ${actor}`) > most && most > 0) throw tooMany();
  }

  countFailure(address: string): void {
    this.counter.hit(`failures ${address}`);
  }

  /** @throws AppError rate.limited */
  checkFailures(address: string): void {
    const most = this.config.http.failuresPerMinute;
    if (most > 0 && this.counter.look(`failures ${address}`) >= most) throw tooMany();
  }
}

const tooMany = () => new AppError('rate.limited', 'Too many requests in this minute. Wait a minute and try again.');
