import type { SearchAnswer, SearchQuery } from '@longhand/contracts';
import type { Database } from '@longhand/db';
import { Inject, Injectable } from '@nestjs/common';
import { DATABASE } from '../deps.js';

@Injectable()
export class SearchService {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  async find(tenantId: string, query: SearchQuery): Promise<SearchAnswer> {
    const startedAt = performance.now();
    const answer = await this.db.search.find(tenantId, query);
    return { ...answer, took_ms: Math.round((performance.now() - startedAt) * 10) / 10 };
  }
}
