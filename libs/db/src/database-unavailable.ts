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

/** True for an error of a query that failed because the server is away, and not because of the query. */
export function isDatabaseAway(error: unknown): boolean {
  const { meta } = (error ?? {}) as { meta?: { driverAdapterError?: { cause?: { kind?: unknown } } } };
  const kind = meta?.driverAdapterError?.cause?.kind;
  return typeof kind === 'string' && awayKinds.has(kind);
}
