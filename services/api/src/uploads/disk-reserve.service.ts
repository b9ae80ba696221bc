import type { Config } from '@longhand/config';
import { AppError } from '@longhand/core';
import type { ObjectStore } from '@longhand/storage';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, STORE } from '../deps.js';

/**
 * Keeps a reserve of disk space, so that the database and everything but uploads still work when
 * the disk is nearly full.
 */
@Injectable()
export class DiskReserveService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(STORE) private readonly store: ObjectStore,
  ) {}

  /**
   * @throws AppError `storage.full` while less than the reserve is free; a store that does not know
   * its free space never does
   */
  async requireSpace(): Promise<void> {
    const freeBytes = await this.store.freeBytes?.();
    if (freeBytes === undefined || freeBytes >= this.config.storageReserveBytes) return;
    throw new AppError(
      'storage.full',
      'The disk is almost full, so no files can be added. Delete documents or ask your administrator for more ' +
        'space. Searching and reading still work.',
    );
  }
}
