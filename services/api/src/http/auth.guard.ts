import { AppError } from '@longhand/core';
import type { Database } from '@longhand/db';
import { type CanActivate, type ExecutionContext, Inject, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { DATABASE } from '../deps.js';
import { Caller, rememberCaller } from './caller.js';
import { requestIdOf } from './request-id.js';

const OPEN = 'longhand:open';

/** Marks a route that everyone may call. Every other route needs a key. */
export const OpenToEveryone = () => SetMetadata(OPEN, true);

@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean>(OPEN, [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest<Request>();
    const key = bearerKeyOf(request.headers.authorization);
    const principal = await this.db.apiKeys.verify(key);
    if (!principal) throw new AppError('auth.invalid', 'The API key is not valid (any more). Ask for a new one.');
    rememberCaller(request, new Caller(principal.tenantId, `key:${principal.keyId}`, requestIdOf(request)));
    return true;
  }
}

function bearerKeyOf(header: string | undefined): string {
  if (!header) throw new AppError('auth.missing', 'Send your API key in the header "Authorization: Bearer <key>".');
  const match = /^Bearer +([\x21-\x7e]{1,200})$/i.exec(header);
  if (!match) throw new AppError('auth.invalid', 'The Authorization header must be "Bearer <key>".');
  return match[1];
}
