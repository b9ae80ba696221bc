import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Principal } from '../auth/principal.js';
import { mayDo, type Permission } from './permissions.js';

/** The caller, as identified by the guard. */
export class Caller {
  readonly tenantId: string;
  /** The key or person, for the audit log and for corrections. */
  readonly actor: string;

  constructor(
    readonly principal: Principal,
    readonly requestId: string,
    readonly address: string,
  ) {
    this.tenantId = principal.tenantId;
    this.actor = principal.actor;
  }

  /**
   * For answers that list what the caller may do; the guard has already allowed the request itself.
   */
  may(permission: Permission): boolean {
    return mayDo(this.principal.role, permission);
  }
}

const callers = new WeakMap<Request, Caller>();

/** Remembers the caller for the rest of the request. Only the guard does this. */
export function rememberCaller(request: Request, caller: Caller): void {
  callers.set(request, caller);
}

export function callerOf(request: Request): Caller | undefined {
  return callers.get(request);
}

/**
 * The caller, for a handler's parameter. A route that is open to everyone has none and must not use
 * it.
 */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const caller = callerOf(context.switchToHttp().getRequest<Request>());
  if (!caller) throw new Error('this route is open, it has no caller');
  return caller;
});
