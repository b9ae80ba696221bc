import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Client } from '../prisma.js';

export interface KeyOwner {
  tenantId: string;
  keyId: string;
  name: string;
}

export interface ApiKeysRepository {
  /** Makes a key. It is returned this once; the database keeps only the SHA-256 of its secret part. */
  create(tenantId: string, name: string, options?: { expiresAt?: Date }): Promise<{ key: string; keyId: string }>;
  /** Whose key this is; undefined when it is unknown, wrong, expired or revoked. */
  verify(key: string): Promise<KeyOwner | undefined>;
  revoke(tenantId: string, keyId: string): Promise<boolean>;
}

const keyShape = /^lh_([A-Za-z0-9_-]{12})\.([A-Za-z0-9_-]{43})$/;
const nobodysHash = sha256('');

export function apiKeysRepository(client: Client): ApiKeysRepository {
  return {
    async create(tenantId, name, { expiresAt } = {}) {
      const prefix = randomBytes(9).toString('base64url');
      const secret = randomBytes(32).toString('base64url');
      const row = await client.apiKey.create({
        data: { tenantId, name, prefix, secretHash: sha256(secret).toString('hex'), expiresAt },
        select: { id: true },
      });
      return { key: `lh_${prefix}.${secret}`, keyId: row.id };
    },

    async verify(key) {
      const [, prefix, secret] = keyShape.exec(key) ?? [];
      if (!prefix || !secret) return undefined;
      const row = await client.apiKey.findUnique({ where: { prefix } });
      // The comparison runs for unknown prefixes too, so that the answer's time does not tell which exist.
      const isSecret = timingSafeEqual(sha256(secret), row ? Buffer.from(row.secretHash, 'hex') : nobodysHash);
      if (!row || !isSecret || row.revokedAt || (row.expiresAt && row.expiresAt <= new Date())) return undefined;
      return { tenantId: row.tenantId, keyId: row.id, name: row.name };
    },

    async revoke(tenantId, keyId) {
      const { count } = await client.apiKey.updateMany({
        where: { id: keyId, tenantId, revokedAt: null },
        data: { revokedAt: new Date() },
      });
      return count > 0;
    },
  };
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
