import { createHash } from 'node:crypto';
import type { Box } from '@longhand/core';

/** A UUID that depends on what it is made of alone. */
export function namedId(parts: readonly unknown[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16);
  // Version 8 of RFC 9562: a UUID of one's own making.
  bytes[6] = (bytes[6] & 0x0f) | 0x80;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * The id of a line: of one that a person added its own, else that of its place. A line that another
 * reading puts elsewhere has another id, so that what was meant for the old one cannot hit it.
 */
export function lineIdOf(pageId: string, { x, y, width, height, addedId }: Box & { addedId?: string | null }): string {
  return addedId ?? namedId([pageId, 'line', x, y, width, height]);
}
