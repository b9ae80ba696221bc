import type { ReviewAnswer, ReviewQuery, ReviewSettingsAnswer } from '@longhand/contracts';
import type { Database } from '@longhand/db';
import { Inject, Injectable } from '@nestjs/common';
import { DATABASE } from '../deps.js';
import type { Caller } from '../http/caller.js';
import { toWordView } from '../pages/page-view.js';

@Injectable()
export class ReviewService {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  async list({ tenantId, actor }: Caller, query: ReviewQuery): Promise<ReviewAnswer> {
    const { items, more } = await this.db.review.list(tenantId, { ...query, actor });
    return { items: items.map(({ word, ...item }) => ({ ...item, word: toWordView(word) })), more };
  }

  async settings(caller: Caller): Promise<ReviewSettingsAnswer> {
    return { ...(await this.db.review.settings(caller.tenantId)), mayChange: caller.may('review.change') };
  }
}
