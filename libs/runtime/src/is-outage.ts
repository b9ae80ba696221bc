import { AppError } from '@longhand/core';
import { isDatabaseAway } from '@longhand/db';

const codes = new Set(['db.unavailable', 'storage.unavailable', 'queue.unavailable']);
/** What the system says when the machine, and no file, is at fault. */
const shortages = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EMFILE', 'ENFILE', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT']);

/**
 * Whether an error says that database, store or disk are away or full, and nothing about the work
 * that met it: it is worth waiting for.
 */
export function isOutage(error: unknown): boolean {
  if (error instanceof AppError && codes.has(error.code)) return true;
  const { code } = (error ?? {}) as { code?: unknown };
  return isDatabaseAway(error) || (typeof code === 'string' && shortages.has(code));
}
