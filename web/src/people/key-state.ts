import { t } from 'i18next';
import type { Key } from '../api/client.js';
import { dateText } from '../shell/words.js';

/** Whether a key is still taken, and how its state reads. */
export function stateOfKey(
  { expiresAt, revokedAt }: Pick<Key, 'expiresAt' | 'revokedAt'>,
  now: Date,
): { isValid: boolean; words: string } {
  if (revokedAt) return { isValid: false, words: t('keys.revoked', { date: dateText(revokedAt.slice(0, 10)) }) };
  if (!expiresAt) return { isValid: true, words: t('keys.validUntilRevoked') };
  const isValid = new Date(expiresAt) > now;
  const date = dateText(expiresAt.slice(0, 10));
  return { isValid, words: t(isValid ? 'keys.validUntil' : 'keys.expired', { date }) };
}
