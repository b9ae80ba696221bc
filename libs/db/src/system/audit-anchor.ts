import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { type AuditAnchor, auditAnchorSchema } from '@longhand/contracts';
import { AppError } from '@longhand/core';
import type { AnchoredHead } from './audit-entry.js';

/**
 * Signs the ends of audit logs with Ed25519 (RFC 8032).
 * @param heads of logs that were found whole
 */
export function signAnchor(heads: readonly AnchoredHead[], privateKey: KeyObject, at = new Date()): AuditAnchor {
  const inOrder = [...heads].sort((a, b) => (a.tenantId < b.tenantId ? -1 : 1));
  const unsigned = { at: at.toISOString(), keyId: anchorKeyId(createPublicKey(privateKey)), heads: inOrder };
  const signature = sign(null, signedBytes(unsigned), privateKey).toString('base64');
  return { type: 'longhand.audit-anchor', version: 1, ...unsigned, signature };
}

/**
 * The anchors of a file: one JSON object a line, alone or as the field `anchor` of a log line. Other
 * lines are passed over, because a log holds other lines.
 * @throws AppError `audit.anchor_forged` for an anchor that this key did not sign,
 * `audit.anchor_missing` where there is none
 */
export function readAnchors(text: string, publicKey: KeyObject): AuditAnchor[] {
  const anchors = text.split('\n').flatMap((line, i) => {
    if (!line.includes('longhand.audit-anchor')) return [];
    const anchor = parseAnchor(line);
    if (!anchor || !verify(null, signedBytes(anchor), publicKey, Buffer.from(anchor.signature, 'base64')))
      throw new AppError(
        'audit.anchor_forged',
        `The anchor in line ${i + 1} was not signed with this key, or was changed. Use the file and the key from ` +
          'before, and find out who can write to the file.',
      );
    return [anchor];
  });
  if (anchors.length === 0)
    throw new AppError('audit.anchor_missing', 'The file has no anchor. Give the file with the anchors.');
  return anchors;
}

function parseAnchor(line: string): AuditAnchor | undefined {
  // A collector of logs may put a prefix before the line.
  const start = line.indexOf('{');
  try {
    const value = JSON.parse(line.slice(Math.max(0, start))) as { anchor?: unknown };
    return auditAnchorSchema.safeParse(value?.anchor ?? value).data;
  } catch {
    return undefined;
  }
}

/** What is signed: lines of text, so that it does not depend on how JSON is written. */
function signedBytes({ at, keyId, heads }: Pick<AuditAnchor, 'at' | 'keyId' | 'heads'>): Buffer {
  const lines = heads.map(({ tenantId, rows, head }) => `${tenantId} ${rows} ${head}\n`);
  return Buffer.from(`longhand audit anchor 1\n${at}\n${keyId}\n${lines.join('')}`);
}

/** The first 16 hex digits of SHA-256 over the public key (SPKI, DER). */
export function anchorKeyId(publicKey: KeyObject): string {
  const bytes = publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}

/**
 * @param text a private key as PKCS #8, in PEM or as the base64 of its DER
 * @throws AppError `audit.anchor_key` when it is no Ed25519 key
 */
export const anchorSigningKey = (text: string): KeyObject =>
  ed25519(() =>
    text.includes('-----')
      ? createPrivateKey(text)
      : createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' }),
  );

/** @param text a public key as SPKI, in PEM; a private key serves as well */
export const anchorPublicKey = (text: string): KeyObject => ed25519(() => createPublicKey(text));

function ed25519(read: () => KeyObject): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = read();
  } catch {
    // Its message may hold a part of the key.
  }
  if (key?.asymmetricKeyType !== 'ed25519')
    throw new AppError(
      'audit.anchor_key',
      'The key for anchors is not an Ed25519 key. Make one with `openssl genpkey -algorithm ed25519`.',
    );
  return key;
}
