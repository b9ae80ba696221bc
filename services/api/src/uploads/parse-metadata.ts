import { type UploadMetadata, uploadMetadataSchema } from '@longhand/contracts';
import { AppError } from '@longhand/core';
import { limitBytes } from './limit-bytes.js';

const MAX_METADATA_BYTES = 16 * 1024 * 1024;

/**
 * Reads the `metadata` part of a form. Throws `metadata.too_large` or `metadata.invalid`; the
 * message names fields, never values.
 */
export async function parseMetadata(content: AsyncIterable<Buffer>): Promise<UploadMetadata> {
  const tooLarge = () =>
    new AppError('metadata.too_large', 'The metadata is larger than 16 MiB. Send smaller batches.');
  const chunks: Buffer[] = [];
  for await (const chunk of limitBytes(content, MAX_METADATA_BYTES, tooLarge)) chunks.push(chunk);
  const parsed = uploadMetadataSchema.safeParse(parseJson(Buffer.concat(chunks).toString('utf8')));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  // The first step of the path is a file name, which does not belong in an error.
  const field = issue.path.slice(1).join('.') || 'an entry';
  throw new AppError('metadata.invalid', `The metadata is not valid: ${field}: ${issue.message}.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('metadata.invalid', 'The metadata is not JSON. Send an object of file names.');
  }
}
