import { AppError } from '@longhand/core';
import { type Client, type Session, transact } from '../prisma.js';
import { isSecretOf, newToken, partsOf } from './secret-token.js';

/** What a key may do; services/api/src/http/permissions.ts says what each role is allowed. */
export type KeyRole = 'clerk' | 'reviewer' | 'auditor' | 'admin';

export interface KeyOwner {
  tenantId: string;
  keyId: string;
  name: string;
  role: KeyRole;
}

/** A key as shown in lists: with its prefix, without its secret. */
export interface KeyRecord {
  keyId: string;
  name: string;
  prefix: string;
  role: KeyRole;
  createdAt: Date;
  expiresAt?: Date;
  revokedAt?: Date;
  /** A restore revoked it; `confirm` makes it valid again. */
  restoredAt?: Date;
}

export interface KeyOptions {
  expiresAt?: Date;
  /** Default: admin. */
  role?: KeyRole;
}

export interface ApiKeysRepository {
  /**
   * Creates a key. It is returned only once; the database stores only the SHA-256 of its secret
   * part.
   */
  create(
    tenantId: string,
    name: string,
    options?: KeyOptions,
  ): Promise<{ key: string; keyId: string; prefix: string; createdAt: Date }>;
  /** The owner of a key; undefined if the key is unknown, wrong, expired or revoked. */
  verify(key: string): Promise<KeyOwner | undefined>;
  /**
   * Like `verify`, but also finds an expired or revoked key, so that its use can be recorded.
   * Undefined if it is unknown or wrong.
   */
  identify(key: string): Promise<{ owner: KeyOwner; isValid: boolean } | undefined>;
  /** All keys of the tenant, newest first, including those that are no longer valid. */
  list(tenantId: string): Promise<KeyRecord[]>;
  /**
   * Revokes a key and returns its role; undefined when there is no such key, or it was revoked
   * before.
   * @throws AppError key.last_admin when no other valid key and no person would be an
   *   administrator, unless `isLastAllowed`
   */
  revoke(tenantId: string, keyId: string, options?: { isLastAllowed?: boolean }): Promise<KeyRole | undefined>;
  /**
   * Makes a key valid again that only a restore made invalid. Returns its role; undefined if there
   * is no such key, or a person revoked it.
   */
  confirm(tenantId: string, keyId: string): Promise<KeyRole | undefined>;
}

export function apiKeysRepository(client: Client): ApiKeysRepository {
  return {
    async create(tenantId, name, { expiresAt, role = 'admin' } = {}) {
      const { token, prefix, secretHash } = newToken('lh');
      const row = await client.apiKey.create({
        data: { tenantId, name, prefix, role, secretHash, expiresAt },
        select: { id: true, createdAt: true },
      });
      return { key: token, keyId: row.id, prefix, createdAt: row.createdAt };
    },

    async verify(key) {
      const known = await identify(client, key);
      return known?.isValid ? known.owner : undefined;
    },

    identify: (key) => identify(client, key),

    async list(tenantId) {
      const rows = await client.apiKey.findMany({ where: { tenantId }, orderBy: { createdAt: 'desc' } });
      return rows.map(({ id, name, prefix, role, createdAt, expiresAt, revokedAt, restoredAt }) => ({
        keyId: id,
        name,
        prefix,
        role: role as KeyRole,
        createdAt,
        ...(expiresAt && { expiresAt }),
        ...(revokedAt && { revokedAt }),
        ...(restoredAt && { restoredAt }),
      }));
    },

    async confirm(tenantId, keyId) {
      const [row] = await client.apiKey.updateManyAndReturn({
        where: { id: keyId, tenantId, restoredAt: { not: null } },
        data: { revokedAt: null, restoredAt: null },
        select: { role: true },
      });
      return row?.role as KeyRole | undefined;
    },

    revoke: (tenantId, keyId, { isLastAllowed = true } = {}) =>
      transact(client, async (tx) => {
        // One at a time, or two administrators could revoke each other's last key at once.
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`keys ${tenantId}`}, 0))`;
        const [row] = await tx.apiKey.updateManyAndReturn({
          where: { id: keyId, tenantId, revokedAt: null },
          data: { revokedAt: new Date() },
          select: { role: true },
        });
        if (!row) return undefined;
        if (!isLastAllowed && row.role === 'admin' && !(await hasAdmin(tx, tenantId))) {
          throw new AppError(
            'key.last_admin',
            'This is the last administrator key, and no person is an administrator. Without it, nobody can make ' +
              'another. Confirm that you want to revoke it.',
          );
        }
        return row.role as KeyRole;
      }),
  };
}

/** Whether there is an administrator: a key that is valid for a day or longer, or a person. */
async function hasAdmin(tx: Session, tenantId: string): Promise<boolean> {
  const aDayAhead = new Date(Date.now() + 86_400_000);
  const keys = await tx.apiKey.count({
    where: { tenantId, role: 'admin', revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: aDayAhead } }] },
  });
  return keys > 0 || (await tx.appUser.count({ where: { tenantId, role: 'admin', disabledAt: null } })) > 0;
}

async function identify(client: Client, key: string): Promise<{ owner: KeyOwner; isValid: boolean } | undefined> {
  const parts = partsOf('lh', key);
  if (!parts) return undefined;
  const row = await client.apiKey.findUnique({ where: { prefix: parts.prefix } });
  if (!isSecretOf(parts.secret, row) || !row) return undefined;
  const owner = { tenantId: row.tenantId, keyId: row.id, name: row.name, role: row.role as KeyRole };
  return { owner, isValid: row.revokedAt === null && (row.expiresAt === null || row.expiresAt > new Date()) };
}
