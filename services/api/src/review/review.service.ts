import type { ReviewAnswer, ReviewQuery } from '@longhand/contracts';
import type { Database } from '@longhand/db';
import { Inject, Injectable } from '@nestjs/common';
import { DATABASE } from '../deps.js';
import { toWordView } from '../pages/page-view.js';

@Injectable()
export class ReviewService {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  async list(tenantId: string, query: ReviewQuery): Promise<ReviewAnswer> {
    const { items, more } = await this.db.review.list(tenantId, query);
    return { items: items.map(({ word, ...item }) => ({ ...item, word: toWordView(word) })), more };
  }
}
