import { createHash } from 'node:crypto';
import { AppError } from '@longhand/core';
import type { IncomingHttpHeaders } from 'node:http';

export const TUS_VERSION = '1.0.0';

/** What this server can do besides the core of the protocol. */
export const TUS_CAPABILITIES: Readonly<Record<string, string>> = {
  'Tus-Resumable': TUS_VERSION,
  'Tus-Version': TUS_VERSION,
  'Tus-Extension': 'creation,termination,checksum,expiration',
  'Tus-Checksum-Algorithm': 'sha1,sha256',
};

/**
 * @throws AppError upload.version_unsupported when the sender speaks no tus, or another version of
 * it
 */
export function requireTus(headers: IncomingHttpHeaders): void {
  if (headers['tus-resumable'] === TUS_VERSION) return;
  throw new AppError('upload.version_unsupported', `Send the header "Tus-Resumable: ${TUS_VERSION}".`);
}

/** A header that is a whole number of bytes. @throws AppError request.invalid */
export function byteCountOf(headers: IncomingHttpHeaders, name: 'upload-length' | 'upload-offset'): number {
  const sent = headers[name];
  const value = typeof sent === 'string' && /^\d{1,15}$/.test(sent) ? Number(sent) : Number.NaN;
  if (Number.isNaN(value)) throw new AppError('request.invalid', `The header ${name} must be a number of bytes.`);
  return value;
}

/** The Upload-Metadata header: `key base64, key base64`. @throws AppError request.invalid */
export function parseUploadMetadata(header: string | string[] | undefined): Map<string, string> {
  const fields = new Map<string, string>();
  if (typeof header !== 'string') return fields;
  for (const pair of header.split(',')) {
    const [key, value = '', ...rest] = pair.trim().split(' ');
    if (!key || rest.length > 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(value)) {
      throw new AppError('request.invalid', 'The header Upload-Metadata must be pairs of a key and a base64 value.');
    }
    fields.set(key, Buffer.from(value, 'base64').toString('utf8'));
  }
  return fields;
}

export interface Checksum {
  algorithm: string;
  /** Base64. */
  digest: string;
}

/** The Upload-Checksum header. @throws AppError upload.checksum_unsupported */
export function parseChecksum(header: string | string[] | undefined): Checksum | undefined {
  if (header === undefined) return undefined;
  const match = typeof header === 'string' ? /^(sha1|sha256) ([A-Za-z0-9+/]+={0,2})$/.exec(header) : null;
  if (!match) throw new AppError('upload.checksum_unsupported', 'The header Upload-Checksum must be sha1 or sha256.');
  return { algorithm: match[1], digest: match[2] };
}

/** Passes a body on and takes its hash on the way. */
export class ChecksumMeter {
  private readonly hash;

  constructor(private readonly wanted: Checksum) {
    this.hash = createHash(wanted.algorithm);
  }

  update(chunk: Buffer): void {
    this.hash.update(chunk);
  }

  /** @throws AppError upload.checksum_mismatch */
  check(): void {
    if (this.hash.digest('base64') === this.wanted.digest) return;
    throw new AppError('upload.checksum_mismatch', 'The data was damaged in transit. Send this part again.');
  }
}
