import type { ErrorBody } from '@longhand/contracts';
import type { NextFunction, Request, Response } from 'express';
import { requestIdOf } from './request-id.js';

/**
 * Requests whose body is a file and takes as long as the connection needs. They have an idle limit,
 * and are refused before their body is read. With another type, the body would be read as JSON
 * first.
 */
const uploads = [
  { method: 'POST', path: /^\/v1\/batches\/?$/, type: /^multipart\/form-data\b/i },
  { method: 'PATCH', path: /^\/v1\/batches\/[^/]+\/uploads\/[^/]+\/?$/, type: /^application\/offset\+octet-stream$/i },
];

/**
 * Ends requests whose body is not an upload and has not arrived after `limitMs`. Bodies are read
 * before the caller is known, so that otherwise a stranger who sends one byte now and then could
 * hold a connection indefinitely.
 */
export function cutSlowBodies(limitMs: number) {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (hasBody(request) && !isUpload(request)) {
      const timer = setTimeout(() => cut(request, response), limitMs).unref();
      for (const event of ['end', 'close']) request.once(event, () => clearTimeout(timer));
    }
    next();
  };
}

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

const isUpload = (request: Request): boolean =>
  uploads.some(
    ({ method, path, type }) =>
      request.method === method && path.test(request.path) && type.test(request.headers['content-type'] ?? ''),
  );

function cut(request: Request, response: Response): void {
  if (request.complete) return;
  if (response.headersSent) {
    request.destroy();
    return;
  }
  const message = 'The request took too long to arrive. Send it again.';
  const body: ErrorBody = { error: { code: 'request.too_slow', message, requestId: requestIdOf(request) } };
  response.once('finish', () => request.destroy());
  response.status(408).setHeader('Connection', 'close').json(body);
}
