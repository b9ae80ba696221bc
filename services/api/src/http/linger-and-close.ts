import type { IncomingMessage } from 'node:http';

const LINGER_MS = 5000;

/**
 * After an answer that came before the end of the request: keeps reading for a moment, since a
 * sender whose connection is cut at once often never sees the answer, then cuts it, since it may be
 * sending gigabytes.
 */
export function lingerAndClose(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  request.resume();
  const timer = setTimeout(() => request.destroy(), LINGER_MS);
  timer.unref();
  request.once('close', () => clearTimeout(timer));
}
