import type { Database } from '@longhand/db';
import { Inject, Injectable } from '@nestjs/common';
import { DATABASE } from '../deps.js';
import type { Caller } from './caller.js';

export type AuditAction =
  | 'batch.create'
  | 'batch.read'
  | 'batch.export'
  | 'document.list'
  | 'document.read'
  | 'document.original'
  | 'document.change'
  | 'document.retry'
  | 'document.cancel'
  | 'document.delete'
  | 'document.export'
  | 'page.read'
  | 'page.rotate'
  | 'word.correct'
  | 'review.settings'
  | 'document.retain'
  | 'key.list'
  | 'key.create'
  | 'key.revoke'
  | 'user.list'
  | 'user.create'
  | 'user.change'
  | 'user.reset'
  | 'session.start'
  | 'session.end'
  | 'glass.break'
  | 'glass.use'
  | 'glass.list'
  | 'glass.end'
  | 'usage.read'
  | 'self.read'
  | 'self.password'
  | 'audit.read'
  | 'audit.verify'
  | 'refused'
  | 'search';

/** Who did what to which record. Ids only: never a name, a title or a search word. A request that cannot be recorded fails. */
@Injectable()
export class AuditService {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** @param object the id of the batch or document, with a page number where one is meant */
  async record({ tenantId, actor, requestId }: Caller, action: AuditAction, object = '-'): Promise<void> {
    await this.db.audit.append({ tenantId, actor, action, object, requestId });
  }
}
