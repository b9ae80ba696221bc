import type { NextFunction, Request, Response } from 'express';

/**
 * Answers about records must not be cached by browsers or proxies: a deleted page must not remain
 * in a cache.
 */
export function noStore(request: Request, response: Response, next: NextFunction): void {
  if (request.path.startsWith('/v1/')) response.setHeader('Cache-Control', 'no-store');
  next();
}
