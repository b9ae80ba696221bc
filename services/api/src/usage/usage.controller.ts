import type { Config } from '@longhand/config';
import { type Usage, usageSchema } from '@longhand/contracts';
import type { Database } from '@longhand/db';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { CONFIG, DATABASE } from '../deps.js';
import { Answers } from '../http/answers.decorator.js';
import { AuditService } from '../http/audit.service.js';
import { Caller, CurrentCaller } from '../http/caller.js';
import { Needs } from '../http/permissions.js';

/** What the caller's tenant has stored and sent, and what it may. */
@Controller('v1/usage')
@Needs('self.use')
export class UsageController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly db: Database,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'How much you have stored and uploaded today, and your limits' })
  @Answers(usageSchema)
  async getUsage(@CurrentCaller() caller: Caller): Promise<Usage> {
    await this.audit.record(caller, 'usage.read');
    return { used: await this.db.usage.get(caller.tenantId), quota: this.config.quota };
  }
}
