import {
  type EndedSessions,
  endedSessionsSchema,
  type SessionList,
  type SignIn,
  type StartedSession,
  sessionListSchema,
  signInSchema,
  startedSessionSchema,
} from '@longhand/contracts';
import { AppError } from '@longhand/core';
import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Answers, AnswersAnyone, Fails } from '../http/answers.decorator.js';
import { AuditService } from '../http/audit.service.js';
import { OpenToEveryone } from '../http/auth.guard.js';
import { Caller, CurrentCaller } from '../http/caller.js';
import { clientAddressOf } from '../http/client-address.js';
import { Needs } from '../http/permissions.js';
import { RateLimitService } from '../http/rate-limit.service.js';
import { requestIdOf } from '../http/request-id.js';
import { SignInService } from './sign-in.service.js';

/**
 * Signing in with a name and a password. The answer's token goes into the Authorization header like
 * a key, never into a cookie: another site cannot make a browser send it.
 */
@Controller('v1/sessions')
export class SessionsController {
  constructor(
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(SignInService) private readonly signIns: SignInService,
    @Inject(RateLimitService) private readonly limits: RateLimitService,
  ) {}

  @Post()
  @HttpCode(201)
  @OpenToEveryone()
  @ApiOperation({
    summary: 'Sign in with a name and a password',
    description: 'After five wrong passwords in a row, the name is locked for a minute, then for longer.',
  })
  @AnswersAnyone(startedSessionSchema, { status: 201, errors: [400, 401, 403, 429, 503] })
  async signIn(
    @Body({ schema: signInSchema }) body: SignIn,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StartedSession> {
    const from = clientAddressOf(request);
    await this.limits.checkSignIns(from, response);
    return this.signIns.signIn(body, requestIdOf(request), from).catch(async (error) => {
      await this.limits.countSignInFailure(from);
      throw error;
    });
  }

  @Delete('current')
  @HttpCode(204)
  @Needs('self.use')
  @ApiOperation({ summary: 'Sign out' })
  @ApiResponse({ status: 204, description: 'The token is no longer valid' })
  @Fails(409)
  async signOut(@CurrentCaller() caller: Caller): Promise<void> {
    await this.audit.act(caller, 'session.end', '-', async (db) => {
      await db.sessions.end(caller.tenantId, sessionOf(caller).sessionId);
    });
  }

  @Get()
  @Needs('self.use')
  @ApiOperation({ summary: 'Where you are signed in', description: 'Your own sign-ins with a password, newest first.' })
  @Answers(sessionListSchema)
  async listSessions(@CurrentCaller() caller: Caller): Promise<SessionList> {
    await this.audit.record(caller, 'session.list');
    const { session } = caller.principal;
    return { sessions: session ? await this.signIns.listOwn(caller, session) : [] };
  }

  @Delete('others')
  @HttpCode(200)
  @Needs('self.use')
  @ApiOperation({ summary: 'Sign out everywhere else', description: 'Ends all of your sign-ins but this one.' })
  @Answers(endedSessionsSchema, { errors: [409] })
  async signOutElsewhere(@CurrentCaller() caller: Caller): Promise<EndedSessions> {
    return this.audit.act(caller, 'session.end_others', '-', async (db, tell) => {
      const { userId, sessionId } = sessionOf(caller);
      const ended = await db.sessions.endOthers(caller.tenantId, userId, sessionId);
      tell({ changes: { ended } });
      return { ended };
    });
  }
}

function sessionOf({ principal: { session } }: Caller): NonNullable<Caller['principal']['session']> {
  if (session) return session;
  throw new AppError('auth.no_session', 'Only people who signed in with a password can sign out.');
}
