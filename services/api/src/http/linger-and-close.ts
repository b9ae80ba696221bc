import type { IncomingMessage } from 'node:http';

const LINGER_MS = 5000;

/**
 * After an answer before the end of the request: keeps reading for a moment, because a sender whose
 * connection is cut immediately often never sees the answer; then cuts the connection, because
 * gigabytes may follow.
 */
export function lingerAndClose(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  request.resume();
  const timer = setTimeout(() => request.destroy(), LINGER_MS);
  timer.unref();
  request.once('close', () => clearTimeout(timer));
}
