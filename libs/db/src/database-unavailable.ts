import { AppError } from '@longhand/core';

export function databaseUnavailable(cause?: unknown): AppError {
  return new AppError(
    'db.unavailable',
    'The database does not answer. Check that it is running and that DATABASE_URL is correct.',
    {
      cause,
    },
  );
}

/**
 * The driver's error kinds for a server that does not exist, shuts down, or accepts no more
 * connections.
 */
const awayKinds = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TlsConnectionError',
  'TooManyConnections',
]);

/**
 * Prisma's codes for a server that cannot be reached, is too slow to connect to, has closed the
 * connection, provides no pooled connection in time (P2024), or does not finish a transaction
 * (P2028: not begun, or timed out).
 */
const awayCodes = new Set(['P1001', 'P1002', 'P1008', 'P1011', 'P1017', 'P2024', 'P2028', 'P2037']);
/** Of sockets, as Node names them. */
const brokenSockets = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND']);
/**
 * PostgreSQL's error codes during shutdown and startup: admin_shutdown, crash_shutdown,
 * cannot_connect_now; connections that fail (class 08) or are too many; a statement that was
 * stopped for its time; a transaction that stood still; a full disk.
 */
const awayStates = /\b(57P0[123]|57014|25P03|08\d{3}|53100|53300)\b/;
/** Messages of `pg`'s pool and driver that have no code. */
const awayWords = new RegExp(
  [
    'timeout exceeded when trying to connect',
    'connection terminated',
    'server closed the connection',
    'client has encountered a connection error',
    'client was closed',
    'cannot use a pool after calling end',
    'query read timeout',
    'the database system is (starting up|shutting down|in recovery mode|not yet accepting)',
  ].join('|'),
  'i',
);

interface Unknown {
  meta?: { driverAdapterError?: unknown };
  code?: unknown;
  kind?: unknown;
  originalCode?: unknown;
  message?: unknown;
  cause?: unknown;
}

/**
 * True if a query failed because the server is unavailable, full or too slow, and not because of
 * the query.
 */
export function isDatabaseAway(error: unknown): boolean {
  // Errors wrap each other: Prisma's the adapter's, the adapter's the driver's.
  for (let one = error as Unknown | undefined, depth = 0; isObject(one) && depth < 5; depth += 1) {
    // Our own errors keep their code: another part may be unavailable, with a similar cause.
    if (one instanceof AppError) return one.code === 'db.unavailable';
    if (saysAway(one)) return true;
    one = (one.meta?.driverAdapterError ?? one.cause) as Unknown | undefined;
  }
  return false;
}

const isObject = (value: unknown): value is Unknown => typeof value === 'object' && value !== null;

function saysAway({ kind, code, originalCode, message }: Unknown): boolean {
  const text = typeof message === 'string' ? message : '';
  if (typeof kind === 'string' && awayKinds.has(kind)) return true;
  if (typeof originalCode === 'string' && awayStates.test(originalCode)) return true;
  if (awayWords.test(text)) return true;
  if (typeof code !== 'string') return false;
  return (
    awayCodes.has(code) ||
    brokenSockets.has(code) ||
    awayStates.test(code) ||
    // Any error of the server's: its own code stands in the text.
    ((code === 'P2010' || code === 'P2039') && awayStates.test(text))
  );
}
