import { idSchema, type Retention, retentionSchema } from '@longhand/contracts';
import type { Database } from '@longhand/db';
import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { DATABASE } from '../deps.js';
import { Answers } from '../http/answers.decorator.js';
import { AuditService } from '../http/audit.service.js';
import { Caller, CurrentCaller } from '../http/caller.js';
import { documentNotFound } from '../http/not-found.js';
import { Needs } from '../http/permissions.js';

/** What keeps a document from being deleted. */
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
      'Replaces both; what is left out no longer holds it. A held document answers DELETE with `document.held`.',
  })
  @Answers(retentionSchema, { errors: [400, 404] })
  async setRetention(
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: retentionSchema }) retention: Retention,
    @CurrentCaller() caller: Caller,
  ): Promise<Retention> {
    await this.audit.record(caller, 'document.retain', id);
    if (!(await this.db.documents.retain(caller.tenantId, id, retention))) throw documentNotFound();
    return this.read(caller, id);
  }

  private async read(caller: Caller, id: string): Promise<Retention> {
    const retention = await this.db.documents.retention(caller.tenantId, id);
    if (!retention) throw documentNotFound();
    return retention;
  }
}
