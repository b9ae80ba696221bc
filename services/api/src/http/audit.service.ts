import { AppError } from '@longhand/core';
import type { Database, TenantParts } from '@longhand/db';
import type { Logger } from '@longhand/log';
import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, LOG } from '../deps.js';
import type { AuditAction } from './audit-action.js';
import type { Caller } from './caller.js';

/**
 * The changes of an action, by field: values without personal information, such as roles, days and
 * counts; never a text.
 */
export type Changes = Readonly<Record<string, unknown>>;

interface About {
  /** The id of the object, if it is known only after the action. */
  object?: string;
  changes?: Changes;
}

/**
 * Who did what to which record, and what came of it. Ids only: never a name, a title or a search
 * word. A request that cannot be recorded fails.
 */
@Injectable()
export class AuditService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /**
   * Writes down what is about to be done, for reading and for acts whose effect is not in the
   * database alone.
   * @param object the id of the batch or document, with a page number where one is meant
   */
  async record(caller: Caller, action: AuditAction, object = '-', outcome = 'allowed'): Promise<void> {
    await this.db.audit.append(entryOf(caller, action, outcome, { object }));
  }

  /**
   * Does something and writes it down in one transaction: where one fails, neither has happened. An
   * act that is refused is written down as well, with its code. `work` may run more than once; what
   * is not in the database belongs behind the call.
   */
  async act<T>(
    caller: Caller,
    action: AuditAction,
    object: string,
    work: (db: TenantParts, tell: (about: About) => void) => Promise<T>,
  ): Promise<T> {
    let about: About = { object };
    try {
      return await this.db.together(caller.tenantId, async (parts) => {
        about = { object };
        const result = await work(parts, (more) => Object.assign(about, more));
        await parts.audit.append(entryOf(caller, action, 'done', about));
        return result;
      });
    } catch (error) {
      if (error instanceof AppError) await this.recordRefusal(caller, action, error.code, about);
      throw error;
    }
  }

  private async recordRefusal(caller: Caller, action: AuditAction, code: string, about: About): Promise<void> {
    const entry = entryOf(caller, action, code, { object: about.object ?? '-' });
    // Nothing was done; the answer is owed whether this can be written or not.
    await this.db.audit.append(entry).catch((error) => this.log.error({ err: error }, 'could not record a refusal'));
  }
}

function entryOf(
  { tenantId, actor, requestId, address }: Caller,
  action: AuditAction,
  outcome: string,
  { object = '-', changes }: About,
) {
  const known = { tenantId, actor, action, object, requestId, outcome, address };
  return { ...known, ...(changes && { changes: JSON.stringify(changes) }) };
}
