import type { Config } from '@longhand/config';
import type { Database } from '@longhand/db';
import type { Logger } from '@longhand/log';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { CONFIG, DATABASE, LOG } from '../../deps.js';
import { ResumableUploadsService } from './resumable-uploads.service.js';

const maxLookEveryMs = 15_000;
const maxBatchesALook = 100;

/**
 * Ends batches that nobody goes on with (a tab that was closed, a program that died), so that those
 * who watch them see an end and a receipt.
 */
@Injectable()
export class EndIdleUploadsService implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly db: Database,
    @Inject(LOG) private readonly log: Logger,
    @Inject(ResumableUploadsService) private readonly uploads: ResumableUploadsService,
  ) {}

  onModuleInit(): void {
    const idleMs = this.config.upload.idleSeconds * 1000;
    this.timer = setInterval(
      () => {
        this.looking = this.looking
          .then(() => this.endIdle(new Date(Date.now() - idleMs)))
          .catch((error) => this.log.warn({ err: error }, 'could not look for idle uploads'));
      },
      Math.min(maxLookEveryMs, idleMs / 2),
    ).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  /** Ends what has been idle since `before`. */
  private async endIdle(before: Date): Promise<void> {
    let count = 0;
    for (const { tenantId, id } of await this.db.batches.idleSince(before, maxBatchesALook)) {
      try {
        if (await this.uploads.endIdle({ tenantId, batchId: id }, before)) count += 1;
      } catch (error) {
        // One that cannot be ended must not keep the others open.
        this.log.warn({ err: error, batchId: id }, 'could not end an idle upload');
      }
    }
    if (count > 0) this.log.info({ batches: count }, 'ended uploads that were not resumed');
  }
}
