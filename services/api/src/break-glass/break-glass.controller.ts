import { createHash, randomUUID } from 'node:crypto';
import {
  type Emergency,
  type EmergencyList,
  emergencyListSchema,
  emergencySchema,
  idSchema,
  type NewEmergency,
  newEmergencySchema,
} from '@longhand/contracts';
import { AppError } from '@longhand/core';
import type { Database, EmergencyRecord as EmergencyRow } from '@longhand/db';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { DATABASE } from '../deps.js';
import { Answers, Fails } from '../http/answers.decorator.js';
import { AuditService } from '../http/audit.service.js';
import { Caller, CurrentCaller } from '../http/caller.js';
import { Needs } from '../http/permissions.js';

const maxShown = 200;

/**
 * Access that a person takes in an emergency (`emergencyPermissions`). The guard checks for it if
 * the role alone does not allow the request.
 */
@Controller('v1/break-glass')
export class BreakGlassController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  @Post()
  @HttpCode(201)
  @Needs('self.use')
  @ApiOperation({
    summary: 'Take access to records in an emergency, with a reason',
    description:
      'Takes effect at once and expires by itself. It allows reading, changing and correcting records, and ' +
      'nothing else. Each use is logged, and the auditor sees the reason.',
  })
  @Answers(emergencySchema, { status: 201, errors: [400] })
  async breakGlass(
    @Body({ schema: newEmergencySchema }) { reason, minutes }: NewEmergency,
    @CurrentCaller() caller: Caller,
  ): Promise<Emergency> {
    const { kind, actor, name, role } = caller.principal;
    if (kind === 'key') {
      await this.audit.record(caller, 'refused', 'POST /v1/break-glass', 'glass.people_only');
      throw new AppError('glass.people_only', 'Emergency access is for people who signed in, not for API keys.');
    }
    const id = randomUUID();
    // The hash makes the reason a part of the chain, without its words.
    const proof = createHash('sha256').update(reason).digest('hex');
    return this.audit.act(caller, 'glass.break', `${id} ${minutes}min reason:${proof}`, async (db) =>
      toEmergency(await db.breakGlass.open(caller.tenantId, { id, actor, name, role, reason, minutes })),
    );
  }

  @Get()
  @Needs('audit.read')
  @ApiOperation({ summary: 'Who took emergency access, and why' })
  @Answers(emergencyListSchema)
  async listEmergencies(@CurrentCaller() caller: Caller): Promise<EmergencyList> {
    await this.audit.record(caller, 'glass.list');
    return { emergencies: (await this.db.breakGlass.list(caller.tenantId, maxShown)).map(toEmergency) };
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs('self.use')
  @ApiOperation({ summary: 'End your own emergency access early' })
  @ApiResponse({ status: 204, description: 'It is over' })
  @Fails(400, 404)
  async endEmergency(@Param('id', { schema: idSchema }) id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audit.act(caller, 'glass.end', id, async (db) => {
      if (await db.breakGlass.end(caller.tenantId, caller.actor, id)) return;
      throw new AppError('glass.not_found', 'You have no such emergency access, or it has ended.');
    });
  }
}

function toEmergency({ createdAt, expiresAt, endedAt, ...emergency }: EmergencyRow): Emergency {
  return {
    ...emergency,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    ...(endedAt && { endedAt: endedAt.toISOString() }),
  };
}
