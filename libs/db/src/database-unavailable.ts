import { AppError } from '@longhand/core';

export function databaseUnavailable(cause?: unknown): AppError {
  return new AppError('db.unavailable', 'The database does not answer: check that it runs, and DATABASE_URL.', {
    cause,
  });
}

/** What the driver calls a server that is not there, goes away, or takes nobody more in. */
const awayKinds = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TlsConnectionError',
  'TooManyConnections',
]);

/**
 * Prisma's codes for a server that cannot be reached, is too slow to connect to, or has closed the connection; and for one that is too busy to give a
 * connection (P2024) or to end a transaction (P2028) in time.
 */
const awayCodes = new Set(['P1001', 'P1002', 'P1017', 'P2024', 'P2028']);
/**
 * PostgreSQL's own words on its way down and up: admin_shutdown, crash_shutdown, cannot_connect_now; for a full disk: disk_full; for a statement that a
 * busy server did not end in time: query_canceled.
 */
const awayStates = /\b(57P0[123]|53100|57014)\b/;

/** True for an error of a query that failed because the server is away, and not because of the query. */
export function isDatabaseAway(error: unknown): boolean {
  const { meta, code, message } = (error ?? {}) as {
    meta?: { driverAdapterError?: { cause?: { kind?: unknown } } };
    code?: unknown;
    message?: unknown;
  };
  const kind = meta?.driverAdapterError?.cause?.kind;
  if (typeof kind === 'string' && awayKinds.has(kind)) return true;
  if (typeof code !== 'string') return false;
  return awayCodes.has(code) || awayStates.test(code) || (code === 'P2010' && awayStates.test(String(message)));
}
