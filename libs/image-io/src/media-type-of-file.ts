import { open } from 'node:fs/promises';
import { signatureBytes, sniffMediaType } from '@longhand/core';
import type { PageMediaType } from './media-type.js';
import { refusal } from './refusals.js';

/** The kind of the file at `path`, or a refusal. */
export async function mediaTypeOfFile(path: string): Promise<PageMediaType> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(signatureBytes), 0, signatureBytes, 0);
    if (bytesRead === 0) throw refusal('file.empty');
    const mediaType = sniffMediaType(buffer.subarray(0, bytesRead));
    if (!mediaType || mediaType === 'application/zip') throw refusal('file.type_unsupported');
    return mediaType;
  } finally {
    await file.close();
  }
}
