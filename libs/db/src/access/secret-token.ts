import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * A token of the shape `lh_<prefix>.<secret>`: the prefix finds the row, and only the hash of the
 * secret is stored.
 */
export interface NewToken {
  token: string;
  prefix: string;
  /** Hex. */
  secretHash: string;
}

export function newToken(kind: 'lh' | 'ls'): NewToken {
  const prefix = randomBytes(9).toString('base64url');
  const secret = randomBytes(32).toString('base64url');
  return { token: `${kind}_${prefix}.${secret}`, prefix, secretHash: sha256(secret).toString('hex') };
}

/** The two parts of a token; undefined if it is not a token. */
export function partsOf(kind: 'lh' | 'ls', token: string): { prefix: string; secret: string } | undefined {
  const [, found, prefix, secret] = /^(l[hs])_([A-Za-z0-9_-]{12})\.([A-Za-z0-9_-]{43})$/.exec(token) ?? [];
  return found === kind ? { prefix, secret } : undefined;
}

/**
 * Takes the same time for a row that does not exist, so that the response time does not reveal
 * which rows exist.
 */
export function isSecretOf(secret: string, row: { secretHash: string } | null): boolean {
  const isSame = timingSafeEqual(sha256(secret), row ? Buffer.from(row.secretHash, 'hex') : nobodysHash);
  return row !== null && isSame;
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

const nobodysHash = sha256('');
