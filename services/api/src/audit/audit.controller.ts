import {
  type AuditList,
  type AuditQuery,
  type AuditReport,
  auditListSchema,
  auditQuerySchema,
  auditReportSchema,
} from '@longhand/contracts';
import type { Database } from '@longhand/db';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { DATABASE } from '../deps.js';
import { Answers } from '../http/answers.decorator.js';
import { AuditService } from '../http/audit.service.js';
import { Caller, CurrentCaller } from '../http/caller.js';
import { Needs } from '../http/permissions.js';

/** Who did what: the log of the caller's tenant. */
@Controller('v1/audit')
@Needs('audit.read')
export class AuditController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The audit log, newest first' })
  @Answers(auditListSchema, { errors: [400] })
  async listAudit(
    @Query({ schema: auditQuerySchema }) { limit, cursor }: AuditQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<AuditList> {
    await this.audit.record(caller, 'audit.read');
    const before = cursor === undefined ? {} : { before: BigInt(cursor) };
    const { rows, more } = await this.db.audit.list(caller.tenantId, { limit, ...before });
    const last = rows.at(-1);
    return {
      rows: rows.map(({ id, at, actor, action, object, requestId, outcome, changes, address, hash }) => ({
        id: String(id),
        at: at.toISOString(),
        actor,
        action,
        object,
        requestId,
        ...(outcome !== undefined && { outcome }),
        ...(changes !== undefined && { changes }),
        ...(address !== undefined && { address }),
        hash,
      })),
      more,
      ...(more && last && { cursor: String(last.id) }),
    };
  }

  @Get('verify')
  @ApiOperation({
    summary: 'Whether the audit log is complete',
    description: 'Checks every row from the first one, and finds rows that were changed, removed, added or moved.',
  })
  @Answers(auditReportSchema)
  async verifyAudit(@CurrentCaller() caller: Caller): Promise<AuditReport> {
    await this.audit.record(caller, 'audit.verify');
    const { rows, head, fault } = await this.db.audit.verify(caller.tenantId);
    return {
      isIntact: fault === undefined,
      rows,
      head,
      isEndMissing: fault?.what === 'end',
      ...(fault?.rowId !== undefined && { brokenAt: String(fault.rowId) }),
    };
  }
}
