import type { Database } from '@longhand/db';
import type { Logger } from '@longhand/log';
import { type ObjectStore, uploadPrefix } from '@longhand/storage';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DATABASE, LOG, STORE } from '../../deps.js';
import { ResumableUploadsService } from './resumable-uploads.service.js';

/** How long a batch may stay unfinished. */
export const UPLOAD_LIFETIME_MS = 7 * 24 * 3600 * 1000;
const LOOK_EVERY_MS = 3600 * 1000;
const BATCHES_A_LOOK = 100;

/** Finishes batches that nobody goes on with, so that their parts do not lie about for ever and those who watch them see an end. */
@Injectable()
export class ExpireUploadsService implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(LOG) private readonly log: Logger,
    @Inject(ResumableUploadsService) private readonly uploads: ResumableUploadsService,
  ) {}

  onModuleInit(): void {
    const look = () =>
      this.expire(new Date(Date.now() - UPLOAD_LIFETIME_MS)).catch((error) =>
        this.log.warn({ err: error }, 'unfinished uploads were not looked for'),
      );
    this.timer = setInterval(() => void look(), LOOK_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** @returns how many batches were finished */
  async expire(before: Date): Promise<number> {
    let count = 0;
    for (const { tenantId, id, hasIdempotencyKey } of await this.db.batches.unfinishedSince(before, BATCHES_A_LOOK)) {
      // A form upload with a key may still be sent again.
      if (hasIdempotencyKey && !(await this.hasParts(tenantId, id))) continue;
      await this.uploads.finish({ tenantId, batchId: id });
      count += 1;
    }
    if (count > 0) this.log.info({ batches: count }, 'finished uploads that nobody went on with');
    return count;
  }

  private async hasParts(tenantId: string, batchId: string): Promise<boolean> {
    for await (const _ of this.store.list(uploadPrefix(tenantId, batchId))) return true;
    return false;
  }
}
