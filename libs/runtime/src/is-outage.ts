import { AppError } from '@longhand/core';
import { isDatabaseAway } from '@longhand/db';

const codes = new Set(['db.unavailable', 'storage.unavailable', 'queue.unavailable']);
/** System error codes that are caused by the machine and not by a file. */
const shortages = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EMFILE', 'ENFILE', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT']);

/**
 * Whether an error means that the database, store or disk is unavailable or full, independent of
 * the current work: waiting makes sense.
 */
export function isOutage(error: unknown): boolean {
  if (error instanceof AppError && codes.has(error.code)) return true;
  const { code } = (error ?? {}) as { code?: unknown };
  return isDatabaseAway(error) || (typeof code === 'string' && shortages.has(code));
}
