import { AppError } from '@longhand/core';
import type { Database } from '@longhand/db';
import { type CanActivate, type ExecutionContext, Inject, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { DATABASE } from '../deps.js';
import { routeOf } from './access-log.js';
import { AuditService } from './audit.service.js';
import { Caller, rememberCaller } from './caller.js';
import { mayDo, NEEDS, neededByMethod, type Permission } from './permissions.js';
import { RateLimitService } from './rate-limit.service.js';
import { requestIdOf } from './request-id.js';

const OPEN = 'longhand:open';

/** Marks a route that everyone may call. Every other route needs a key. */
export const OpenToEveryone = () => SetMetadata(OPEN, true);

/** Finds out whose request it is and whether its key's role allows it. A known key that is refused is written into its tenant's audit log. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(RateLimitService) private readonly limits: RateLimitService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.metadata<boolean>(context, OPEN)) return true;
    const request = context.switchToHttp().getRequest<Request>();
    const from = request.socket.remoteAddress ?? 'unknown';
    this.limits.checkFailures(from);
    const known = await this.db.apiKeys.identify(bearerKeyOf(request.headers.authorization));
    if (!known?.isValid) this.limits.countFailure(from);
    if (!known) throw notValid();
    this.limits.count(known.owner.keyId);
    const { owner, isValid } = known;
    const caller = new Caller(owner.tenantId, `key:${owner.keyId}`, requestIdOf(request), owner.role);
    const isAllowed = isValid && mayDo(owner.role, this.neededBy(context, request));
    if (!isAllowed) await this.audit.record(caller, 'refused', `${request.method} ${routeOf(request)}`);
    if (!isValid) throw notValid();
    rememberCaller(request, caller);
    if (isAllowed) return true;
    throw new AppError('auth.forbidden', `The role of your API key (${owner.role}) does not allow this.`);
  }

  private neededBy(context: ExecutionContext, request: Request): Permission {
    return this.metadata<Permission>(context, NEEDS) ?? neededByMethod(request.method);
  }

  private metadata<T>(context: ExecutionContext, key: string): T | undefined {
    return this.reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);
  }
}

const notValid = () => new AppError('auth.invalid', 'The API key is not valid (any more). Ask for a new one.');

function bearerKeyOf(header: string | undefined): string {
  if (!header) throw new AppError('auth.missing', 'Send your API key in the header "Authorization: Bearer <key>".');
  const match = /^Bearer +([\x21-\x7e]{1,200})$/i.exec(header);
  if (!match) throw new AppError('auth.invalid', 'The Authorization header must be "Bearer <key>".');
  return match[1];
}
