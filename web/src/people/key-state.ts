import type { Key } from '../api/client.js';
import { dateText } from '../shell/words.js';

/** Whether a key is still taken, and how its state reads. */
export function stateOfKey(
  { expiresAt, revokedAt }: Pick<Key, 'expiresAt' | 'revokedAt'>,
  now: Date,
): { isValid: boolean; words: string } {
  if (revokedAt) return { isValid: false, words: `Revoked ${dateText(revokedAt.slice(0, 10))}` };
  if (!expiresAt) return { isValid: true, words: 'Valid until it is revoked' };
  const isValid = new Date(expiresAt) > now;
  return { isValid, words: `${isValid ? 'Valid until' : 'Ran out on'} ${dateText(expiresAt.slice(0, 10))}` };
}
