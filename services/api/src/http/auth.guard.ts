import { AppError } from '@longhand/core';
import type { Database } from '@longhand/db';
import { type CanActivate, type ExecutionContext, Inject, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { IdentifyService } from '../auth/identify.service.js';
import type { Principal } from '../auth/principal.js';
import { DATABASE } from '../deps.js';
import { routeOf } from './access-log.js';
import { AuditService } from './audit.service.js';
import { bearerOf } from './bearer.js';
import { Caller, rememberCaller } from './caller.js';
import { clientAddressOf } from './client-address.js';
import { emergencyPermissions, mayDo, NEEDS, neededByMethod, type Permission } from './permissions.js';
import { RateLimitService } from './rate-limit.service.js';
import { requestIdOf } from './request-id.js';

const OPEN = 'longhand:open';
const FORBIDDEN = 'auth.forbidden';

/** Marks a route that anybody can call. All other routes need a key. */
export const OpenToEveryone = () => SetMetadata(OPEN, true);

/**
 * Identifies the caller and checks whether the role allows the request. If a known caller is
 * refused, this is written to the tenant's audit log.
 */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(IdentifyService) private readonly identities: IdentifyService,
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(RateLimitService) private readonly limits: RateLimitService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.metadata<boolean>(context, OPEN)) return true;
    const request = context.switchToHttp().getRequest<Request>();
    const from = clientAddressOf(request);
    const response = context.switchToHttp().getResponse<Response>();
    const credential = await credentialOf(request.headers.authorization).catch(async (error) => {
      await this.limits.countFailure(undefined, from, response);
      throw error;
    });
    // The caller is identified first: a valid one is never refused because of what others send from
    // the same address.
    const principal = await this.identities.identify(credential);
    if (!principal?.isValid) await this.limits.countFailure(publicPartOf(credential), from, response);
    if (!principal) throw notValid();
    const caller = new Caller(principal, requestIdOf(request), from);
    await this.count(caller, request, response);
    const needed = this.neededBy(context, request);
    const refusal = this.refusalOf(principal, needed);
    const what = `${request.method} ${routeOf(request)}`;
    const emergencyId = refusal?.code === FORBIDDEN ? await this.emergencyOf(principal, needed) : undefined;
    if (emergencyId !== undefined) {
      await this.audit.record(caller, 'glass.use', `${emergencyId} ${what}`);
      rememberCaller(request, caller);
      return true;
    }
    if (refusal) await this.audit.record(caller, 'refused', what, refusal.code);
    if (principal.isValid) rememberCaller(request, caller);
    if (refusal) throw refusal;
    return true;
  }

  /**
   * Counts the request of a valid caller. A refusal is written to the log, and once a minute to the
   * audit log.
   */
  private async count(caller: Caller, request: Request, response: Response): Promise<void> {
    if (!caller.principal.isValid) return;
    try {
      await this.limits.count(caller.actor, response);
    } catch (error) {
      // The access log also needs the caller.
      rememberCaller(request, caller);
      if (this.limits.isNewRefusal(caller.actor)) {
        await this.audit.record(caller, 'rate.limited', `${request.method} ${routeOf(request)}`, 'rate.limited');
      }
      throw error;
    }
  }

  private refusalOf({ isValid, role, session }: Principal, needed: Permission): AppError | undefined {
    if (!isValid) return notValid();
    if (session?.mustChange && needed !== 'self.use') {
      return new AppError('auth.password_change_needed', 'First change the password that you were given.');
    }
    if (mayDo(role, needed)) return undefined;
    return new AppError(FORBIDDEN, `Your role (${role}) does not allow this.`);
  }

  /** The open emergency access that allows this to a person whose role does not. */
  private async emergencyOf({ kind, tenantId, actor }: Principal, needed: Permission): Promise<string | undefined> {
    if (kind === 'key' || !emergencyPermissions.includes(needed)) return undefined;
    return (await this.db.breakGlass.active(tenantId, actor))?.id;
  }

  private neededBy(context: ExecutionContext, request: Request): Permission {
    return this.metadata<Permission>(context, NEEDS) ?? neededByMethod(request.method);
  }

  private metadata<T>(context: ExecutionContext, key: string): T | undefined {
    return this.reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);
  }
}

const notValid = () => new AppError('auth.invalid', 'This API key or sign-in is not valid, or no longer valid.');

/**
 * The public part of a key or token; guesses at one key are counted by it, wherever they come from.
 */
const publicPartOf = (credential: string): string | undefined => /^(l[hs]_[\w-]{12})\./.exec(credential)?.[1];

async function credentialOf(header: string | undefined): Promise<string> {
  if (!header) throw new AppError('auth.missing', 'Send your API key in the header "Authorization: Bearer <key>".');
  const credential = bearerOf(header);
  if (!credential) throw new AppError('auth.invalid', 'The Authorization header must be "Bearer <key>".');
  return credential;
}
