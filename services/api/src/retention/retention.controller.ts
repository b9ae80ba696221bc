import { idSchema, type Retention, retentionSchema } from '@longhand/contracts';
import type { Database } from '@longhand/db';
import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { DATABASE } from '../deps.js';
import { Answers } from '../http/answers.decorator.js';
import { AuditService, type Changes } from '../http/audit.service.js';
import { Caller, CurrentCaller } from '../http/caller.js';
import { documentNotFound } from '../http/not-found.js';
import { Needs } from '../http/permissions.js';

/** What prevents a document from being deleted. */
@Controller('v1/documents/:id/retention')
export class RetentionController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Until when, and why, a document must be kept' })
  @Answers(retentionSchema, { errors: [400, 404] })
  async getRetention(
    @Param('id', { schema: idSchema }) id: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Retention> {
    await this.audit.record(caller, 'document.read', id);
    return this.read(caller, id);
  }

  @Put()
  @Needs('retention.change')
  @ApiOperation({
    summary: 'Set how long a document must be kept, or put it under legal hold',
    description:
      'Replaces both values; a value that is left out is removed. DELETE answers `document.held` while a value ' +
      'holds the document.',
  })
  @Answers(retentionSchema, { errors: [400, 404] })
  async setRetention(
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: retentionSchema }) retention: Retention,
    @CurrentCaller() caller: Caller,
  ): Promise<Retention> {
    return this.audit.act(caller, 'document.retain', id, async (db, tell) => {
      const before = await db.documents.retention(caller.tenantId, id);
      if (!before || !(await db.documents.retain(caller.tenantId, id, retention))) throw documentNotFound();
      tell({ changes: changesOf(before, retention) });
      return (await db.documents.retention(caller.tenantId, id)) ?? {};
    });
  }

  private async read(caller: Caller, id: string): Promise<Retention> {
    const retention = await this.db.documents.retention(caller.tenantId, id);
    if (!retention) throw documentNotFound();
    return retention;
  }
}

/**
 * Whether the hold was set or lifted, and the day before and after. The reason of a hold may name
 * people, so only the fact of a change is recorded.
 */
function changesOf(before: Retention, after: Retention): Changes {
  const hold =
    before.holdReason === after.holdReason
      ? 'kept'
      : after.holdReason === undefined
        ? 'lifted'
        : before.holdReason === undefined
          ? 'set'
          : 'changed';
  return { hold, retainUntil: [before.retainUntil ?? null, after.retainUntil ?? null] };
}
