import { createHash } from 'node:crypto';
import type { RecognisedWord } from '@longhand/core';

/**
 * A UUID that depends on the word and its place alone. Reading a page twice with the same result
 * gives the same ids, and a word that is read differently next time gets another id, so that a
 * correction meant for the old reading cannot land on the new one.
 */
export function wordIdOf(pageId: string, lineNumber: number, number: number, { text, box }: RecognisedWord): string {
  const name = JSON.stringify([pageId, lineNumber, number, text, box.x, box.y, box.width, box.height]);
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16);
  // Version 8 of RFC 9562: a UUID of one's own making.
  bytes[6] = (bytes[6] & 0x0f) | 0x80;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
