import { type Me, meSchema, type PasswordChange, passwordChangeSchema } from '@longhand/contracts';
import type { Database } from '@longhand/db';
import { Body, Controller, Get, HttpCode, Inject, Put } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { DATABASE } from '../deps.js';
import { Answers, Fails } from '../http/answers.decorator.js';
import { AuditService } from '../http/audit.service.js';
import { Caller, CurrentCaller } from '../http/caller.js';
import { Needs, permissionsOf } from '../http/permissions.js';
import { SignInService } from './sign-in.service.js';

/** The caller. */
@Controller('v1/me')
@Needs('self.use')
export class MeController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(SignInService) private readonly signIns: SignInService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Who you are signed in as, and what you may do' })
  @Answers(meSchema)
  async getMe(@CurrentCaller() caller: Caller): Promise<Me> {
    await this.audit.record(caller, 'self.read');
    const { kind, name, role, session } = caller.principal;
    const emergency = await this.db.breakGlass.active(caller.tenantId, caller.actor);
    return {
      kind,
      name,
      role,
      permissions: [...permissionsOf(role)],
      mustChangePassword: session?.mustChange ?? false,
      ...(emergency && { emergencyUntil: emergency.expiresAt.toISOString() }),
    };
  }

  @Put('password')
  @HttpCode(204)
  @ApiOperation({ summary: 'Change your password', description: 'Signs you out everywhere else.' })
  @ApiResponse({ status: 204, description: 'It is changed' })
  @Fails(400, 409, 503)
  async changePassword(
    @Body({ schema: passwordChangeSchema }) { current, new: wanted }: PasswordChange,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.audit.record(caller, 'self.password', '-', 'begun');
    await this.signIns.changePassword(caller, current, wanted);
  }
}
