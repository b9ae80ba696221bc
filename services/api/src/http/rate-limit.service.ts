import type { Config } from '@longhand/config';
import type { Database } from '@longhand/db';
import type { Logger } from '@longhand/log';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Response } from 'express';
import { CONFIG, DATABASE, LOG } from '../deps.js';
import { type AddHits, SharedLimiter, type Standing, windowSeconds } from './shared-limiter.js';
import { tooManyRequests } from './too-many-requests.js';

const shareEveryMs = 1000;

/**
 * Limits on requests per minute, shared by the instances of the API. A valid caller is limited only
 * by its own requests. Wrong keys and passwords are counted by the key or name that they claim to
 * be and by their address, and only they are refused for it.
 */
@Injectable()
export class RateLimitService implements OnModuleInit, OnModuleDestroy {
  private readonly actors: SharedLimiter;
  private readonly failures: SharedLimiter;
  private readonly signIns: SharedLimiter;
  /**
   * Actors whose refusal is already in the audit log, with the end of their window in ms since the
   * epoch.
   */
  private readonly recorded = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(DATABASE) db: Database,
    @Inject(LOG) private readonly log: Logger,
  ) {
    const add: AddHits = (hits) => db.rateWindows.add(hits);
    const { requestsPerMinute, failuresPerMinute } = config.http;
    this.actors = new SharedLimiter('actor', requestsPerMinute, add);
    this.failures = new SharedLimiter('failures', failuresPerMinute, add);
    this.signIns = new SharedLimiter('sign-ins', failuresPerMinute, add);
  }

  onModuleInit(): void {
    this.timer = setInterval(() => {
      for (const limiter of [this.actors, this.failures, this.signIns]) {
        // In the meantime, each instance counts by itself.
        limiter
          .share()
          .catch((error) => this.log.debug({ err: error }, 'could not share request counts between processes'));
      }
    }, shareEveryMs);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Counts a request of a valid caller. @throws TooManyRequests */
  async count(actor: string, response: Response): Promise<void> {
    this.judge(this.actors, await this.actors.hit(actor), response);
  }

  /**
   * Counts a wrong key.
   * @param prefix the public part of what was sent, if it has one
   * @throws TooManyRequests instead of "not valid" if this prefix or this address has sent too many
   */
  async countFailure(prefix: string | undefined, address: string, response: Response): Promise<void> {
    const standings = [await this.failures.hit(`address ${address}`)];
    if (prefix) standings.push(await this.failures.hit(`prefix ${prefix}`));
    this.judge(this.failures, worst(standings), response);
  }

  /** Counts a wrong password. */
  async countSignInFailure(address: string): Promise<void> {
    await this.signIns.hit(address);
  }

  /** Call it before a password is verified, which is expensive. @throws TooManyRequests */
  async checkSignIns(address: string, response: Response): Promise<void> {
    const standing = await this.signIns.look(address);
    this.judge(this.signIns, { ...standing, isOver: this.signIns.max > 0 && standing.remaining === 0 }, response);
  }

  /** True once per window: a flood of refusals must not become a flood of audit rows. */
  isNewRefusal(actor: string): boolean {
    const now = Date.now();
    for (const [name, until] of this.recorded) if (until <= now) this.recorded.delete(name);
    if (this.recorded.has(actor)) return false;
    this.recorded.set(actor, now + windowSeconds * 1000);
    return true;
  }

  /**
   * Reports the remaining allowance in the fields of draft-ietf-httpapi-ratelimit-headers
   * (RateLimit-Policy, RateLimit).
   */
  private judge({ policy, max }: SharedLimiter, standing: Standing, response: Response): void {
    if (max === 0) return;
    const { isOver, remaining, resetSeconds } = standing;
    response.setHeader('RateLimit-Policy', `"${policy}";q=${max};w=${windowSeconds}`);
    response.setHeader('RateLimit', `"${policy}";r=${remaining};t=${resetSeconds}`);
    if (isOver) throw tooManyRequests(resetSeconds);
  }
}

const worst = (standings: readonly Standing[]): Standing =>
  standings.reduce((one, other) => (other.remaining < one.remaining || other.isOver ? other : one));
