import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { AppError } from '@longhand/core';
import { corrupt } from '../storage-errors.js';

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/**
 * One master key of 256 bits. Its id is a hash of it, so that a key can never be taken for another
 * one by a wrong setting.
 */
export class MasterKey {
  readonly id: string;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.id = createHash('sha256').update('longhand storage key id\n').update(bytes).digest('hex').slice(0, 16);
  }

  /** AES-256-GCM under a random nonce; fit for some 2^32 data keys, NIST SP 800-38D section 8.3. */
  wrap(dataKey: Buffer, context: Buffer): Buffer {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#bytes, nonce).setAAD(this.#aad(context));
    return Buffer.concat([nonce, cipher.update(dataKey), cipher.final(), cipher.getAuthTag()]);
  }

  /** @throws PermanentFailure storage.corrupt */
  unwrap(wrapped: Buffer, context: Buffer): Buffer {
    if (wrapped.length !== nonceBytes + keyBytes + tagBytes) throw corrupt();
    const decipher = createDecipheriv('aes-256-gcm', this.#bytes, wrapped.subarray(0, nonceBytes));
    decipher.setAAD(this.#aad(context)).setAuthTag(wrapped.subarray(-tagBytes));
    try {
      return Buffer.concat([decipher.update(wrapped.subarray(nonceBytes, -tagBytes)), decipher.final()]);
    } catch {
      throw corrupt();
    }
  }

  #aad(context: Buffer): Buffer {
    return Buffer.concat([Buffer.from(`longhand data key\n${this.id}\n`), context]);
  }
}

/** A new key as it is written in settings and key files. */
export const newMasterKey = (): string => randomBytes(keyBytes).toString('base64');

/**
 * Reads a key: 32 bytes in base64, base64url or hex.
 * @throws AppError storage.bad_master_key, which does not repeat it
 */
export function parseMasterKey(text: string): MasterKey {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  if (/^[\w+/=-]+$/.test(text) && bytes.length === keyBytes) return new MasterKey(bytes);
  throw new AppError(
    'storage.bad_master_key',
    'A storage key must be 32 random bytes in base64. Create one with "openssl rand -base64 32".',
  );
}
