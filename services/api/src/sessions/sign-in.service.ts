import { createHash } from 'node:crypto';
import type { Config } from '@longhand/config';
import { type SessionList, type SignIn, type StartedSession, userNameSchema } from '@longhand/contracts';
import { AppError } from '@longhand/core';
import { type Database, hashPassword, type UserRecord, type UserWithPassword, verifyPassword } from '@longhand/db';
import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '../auth/principal.js';
import { CONFIG, DATABASE } from '../deps.js';
import { AuditService } from '../http/audit.service.js';
import { Caller } from '../http/caller.js';
import { isWeakPassword } from './is-weak-password.js';
import { toUser } from '../users/user-view.js';

/**
 * Failed attempts in a row for one name from one address before the name is locked for that
 * address.
 */
const maxTries = 5;
/**
 * Failed attempts in a row for one name from all addresses: one stranger must not lock a person
 * out, and many together must not be able to guess.
 */
const maxTriesOfName = 100;

/** Names and passwords. Neither the answer nor its time reveals whether a name exists. */
@Injectable()
export class SignInService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly db: Database,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  /** @throws AppError auth.wrong_password, auth.password_expired, auth.locked, auth.busy */
  async signIn({ tenant, name: typed, password }: SignIn, requestId: string, address: string): Promise<StartedSession> {
    const name = userNameSchema.safeParse(typed).data ?? '';
    const guarded = hashOf([tenant, name, address]);
    const guardedName = hashOf([tenant, name]);
    const isFree =
      (await this.db.signInGuard.attempt(guarded, maxTries)) !== undefined &&
      (await this.db.signInGuard.attempt(guardedName, maxTriesOfName)) !== undefined;
    const tenantId = await this.db.tenants.find(tenant);
    const user = tenantId && name ? await this.db.users.findByName(tenantId, name) : undefined;
    const caller = tenantId && user && new Caller(principalOf(tenantId, user), requestId, address);
    if (!isFree) {
      if (caller) await this.audit.record(caller, 'session.locked', user.userId, 'auth.locked');
      throw new AppError('auth.locked', 'Too many wrong passwords. Wait 15 minutes and try again.');
    }
    const isRight = await verifyPassword(password, user?.passwordHash);
    if (!caller || !isRight || user.disabledAt) {
      if (caller) await this.audit.record(caller, 'refused', 'POST /v1/sessions', 'auth.wrong_password');
      throw new AppError('auth.wrong_password', 'Name or password is wrong.');
    }
    await this.refuseExpired(caller, user);
    const lifetimeMs = this.config.signIn.hours * 3_600_000;
    const { token, expiresAt } = await this.audit.act(caller, 'session.start', user.userId, (db) =>
      db.sessions.begin(tenantId, user.userId, lifetimeMs),
    );
    for (const one of [guarded, guardedName]) await this.db.signInGuard.clear(one);
    return { token, expiresAt: expiresAt.toISOString(), user: toUser(user) };
  }

  /** A first password that lies about must not open the system for ever. */
  private async refuseExpired(caller: Caller, { mustChange, passwordChangedAt }: UserWithPassword): Promise<void> {
    const maxAgeMs = this.config.signIn.firstPasswordHours * 3_600_000;
    if (!mustChange || Date.now() - passwordChangedAt.getTime() <= maxAgeMs) return;
    await this.audit.record(caller, 'refused', 'POST /v1/sessions', 'auth.password_expired');
    throw new AppError(
      'auth.password_expired',
      'This first password has expired. Ask an administrator for a new password.',
    );
  }

  /** The sign-ins of the caller that are still good, newest first. */
  async listOwn({ tenantId }: Caller, { userId, sessionId: current }: OwnSession): Promise<SessionList['sessions']> {
    const own = await this.db.sessions.list(tenantId, userId, this.config.signIn.idleMinutes * 60_000);
    return own.map(({ sessionId, createdAt, lastSeenAt, expiresAt }) => ({
      id: sessionId,
      startedAt: createdAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      isCurrent: sessionId === current,
    }));
  }

  /**
   * Changes the caller's own password and signs the caller out everywhere else.
   * @throws AppError user.no_password, user.wrong_password, user.weak_password, auth.locked
   */
  async changePassword(caller: Caller, current: string, wanted: string): Promise<void> {
    const { tenantId, principal } = caller;
    const { session } = principal;
    if (!session)
      throw new AppError('user.no_password', 'You did not sign in with a password, so there is none to change.');
    const guarded = `own ${session.userId}`;
    if ((await this.db.signInGuard.attempt(guarded, maxTries)) === undefined) {
      throw new AppError('auth.locked', 'Too many wrong passwords. Wait 15 minutes and try again.');
    }
    const user = await this.db.users.get(tenantId, session.userId);
    if (!(await verifyPassword(current, user?.passwordHash)))
      throw new AppError('user.wrong_password', 'The current password is wrong.');
    await this.db.signInGuard.clear(guarded);
    const isOwn = wanted === current || wanted.toLowerCase().includes(principal.name);
    if (isOwn || (await isWeakPassword(wanted, [principal.name, current]))) {
      throw new AppError(
        'user.weak_password',
        'This password is easy to guess. It is common, contains your name or your old password, or follows a ' +
          'pattern. Choose several unrelated words.',
      );
    }
    const passwordHash = await hashPassword(wanted);
    const password = { passwordHash, mustChange: false };
    await this.audit.act(caller, 'self.password', '-', async (db) => {
      await db.users.setPassword(tenantId, session.userId, password, session.sessionId);
    });
  }
}

type OwnSession = NonNullable<Principal['session']>;

const hashOf = (parts: readonly string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');

function principalOf(tenantId: string, { userId, name, role }: UserRecord): Principal {
  return { kind: 'user', tenantId, actor: `user:${userId}`, name, role, isValid: true };
}
