import type { ErrorBody } from '@longhand/contracts';
import type { NextFunction, Request, Response } from 'express';
import { requestIdOf } from './request-id.js';

/**
 * Requests whose body is a file, which takes as long as the line needs. They are idle-limited, and
 * refused before their body is read. With another type the body would be read as JSON beforehand.
 */
const uploads = [
  { method: 'POST', path: /^\/v1\/batches\/?$/, type: /^multipart\/form-data\b/i },
  { method: 'PATCH', path: /^\/v1\/batches\/[^/]+\/uploads\/[^/]+\/?$/, type: /^application\/offset\+octet-stream$/i },
];

/**
 * Ends requests whose body is not an upload and has not arrived after `limitMs`: bodies are read
 * before it is known whose they are, so that a stranger who sends one byte now and then would hold
 * a connection for as long as he likes.
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
