import type { Client } from '../prisma.js';
import type { KeyRole } from './api-keys.repository.js';
import { isSecretOf, newToken, partsOf } from './secret-token.js';

export interface SessionOwner {
  tenantId: string;
  sessionId: string;
  userId: string;
  name: string;
  role: KeyRole;
  mustChange: boolean;
}

/** A sign-in that is still good. */
export interface SessionRecord {
  sessionId: string;
  createdAt: Date;
  /** Of its last request, to the minute. */
  lastSeenAt: Date;
  expiresAt: Date;
}

export interface SessionsRepository {
  /** The token is returned this once; the database keeps only the SHA-256 of its secret part. */
  begin(
    tenantId: string,
    userId: string,
    lifetimeMs: number,
  ): Promise<{ token: string; sessionId: string; expiresAt: Date }>;
  /**
   * Whose session this is, also one that is over (by its time, by `idleMs` without a request, by
   * signing out), so that its use can be written down. Undefined when the token is unknown or
   * wrong.
   */
  identify(token: string, idleMs: number): Promise<{ owner: SessionOwner; isValid: boolean } | undefined>;
  /** False when it was over before. */
  end(tenantId: string, sessionId: string): Promise<boolean>;
  /** A person's own that are good, newest first; `idleMs` as for `identify`. */
  list(tenantId: string, userId: string, idleMs: number): Promise<SessionRecord[]>;
  /** Ends all of a person but this one, and returns how many had not ended. */
  endOthers(tenantId: string, userId: string, keptSessionId: string): Promise<number>;
}

/** Being seen is written down no more often than this. */
const seenEveryMs = 60_000;
const keptMs = 30 * 86_400_000;

export function sessionsRepository(client: Client): SessionsRepository {
  return {
    async begin(tenantId, userId, lifetimeMs) {
      const { token, prefix, secretHash } = newToken('ls');
      const expiresAt = new Date(Date.now() + lifetimeMs);
      const { id } = await client.userSession.create({
        data: { tenantId, userId, prefix, secretHash, expiresAt },
        select: { id: true },
      });
      await client.userSession.deleteMany({ where: { tenantId, expiresAt: { lt: new Date(Date.now() - keptMs) } } });
      return { token, sessionId: id, expiresAt };
    },

    async identify(token, idleMs) {
      const parts = partsOf('ls', token);
      if (!parts) return undefined;
      const row = await client.userSession.findUnique({ where: { prefix: parts.prefix }, include: { user: true } });
      if (!isSecretOf(parts.secret, row) || !row) return undefined;
      const { user, tenantId } = row;
      const idleForMs = Date.now() - row.lastSeenAt.getTime();
      const isValid =
        row.endedAt === null && user.disabledAt === null && row.expiresAt > new Date() && idleForMs < idleMs;
      if (isValid && idleForMs > seenEveryMs)
        await client.userSession.updateMany({ where: { id: row.id }, data: { lastSeenAt: new Date() } });
      const { id: userId, name, role, mustChange } = user;
      return { owner: { tenantId, sessionId: row.id, userId, name, role: role as KeyRole, mustChange }, isValid };
    },

    async end(tenantId, sessionId) {
      const { count } = await client.userSession.updateMany({
        where: { tenantId, id: sessionId, endedAt: null },
        data: { endedAt: new Date() },
      });
      return count > 0;
    },

    async list(tenantId, userId, idleMs) {
      const now = Date.now();
      const rows = await client.userSession.findMany({
        where: {
          tenantId,
          userId,
          endedAt: null,
          expiresAt: { gt: new Date(now) },
          lastSeenAt: { gt: new Date(now - idleMs) },
        },
        orderBy: { createdAt: 'desc' },
        select: { id: true, createdAt: true, lastSeenAt: true, expiresAt: true },
      });
      return rows.map(({ id, ...times }) => ({ sessionId: id, ...times }));
    },

    async endOthers(tenantId, userId, keptSessionId) {
      const { count } = await client.userSession.updateMany({
        where: { tenantId, userId, endedAt: null, id: { not: keptSessionId } },
        data: { endedAt: new Date() },
      });
      return count;
    },
  };
}
