import type { Config } from '@longhand/config';
import type { Database } from '@longhand/db';
import type { Logger } from '@longhand/log';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, DATABASE, LOG } from '../deps.js';
import { UploadTurnsService } from './upload-turns.service.js';

interface BatchPlace {
  tenantId: string;
  batchId: string;
}

/**
 * Keeps a batch from being ended for idleness while something of it arrives: one large file over a
 * slow line takes longer than the limit.
 */
@Injectable()
export class UploadActivityService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly db: Database,
    @Inject(UploadTurnsService) private readonly turns: UploadTurnsService,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /**
   * Runs `work`, during which the batch counts as active, and from whose end on its idle time
   * counts.
   */
  async during<T>({ tenantId, batchId }: BatchPlace, work: () => Promise<T>): Promise<T> {
    const touch = () =>
      this.turns
        .run(() => this.db.batches.touch(tenantId, batchId))
        .catch((error) => this.log.warn({ err: error, batchId }, 'could not record that an upload is still active'));
    await touch();
    const timer = setInterval(() => void touch(), (this.config.upload.idleSeconds * 1000) / 3);
    try {
      return await work();
    } finally {
      clearInterval(timer);
      await touch();
    }
  }
}
