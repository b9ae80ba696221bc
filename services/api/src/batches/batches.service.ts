import type { BatchList, BatchView } from '@longhand/contracts';
import type { Database } from '@longhand/db';
import { Inject, Injectable } from '@nestjs/common';
import { DATABASE } from '../deps.js';
import { batchNotFound } from '../http/not-found.js';
import { toBatchSummary, toBatchView } from './batch-view.js';

@Injectable()
export class BatchesService {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  async list(tenantId: string, query: { limit: number; cursor?: string }): Promise<BatchList> {
    const { batches, ...rest } = await this.db.batches.list(tenantId, query);
    return { batches: batches.map(toBatchSummary), ...rest };
  }

  async get(tenantId: string, id: string): Promise<BatchView> {
    const batch = await this.db.batches.get(tenantId, id);
    if (!batch) throw batchNotFound();
    return toBatchView(batch);
  }
}
