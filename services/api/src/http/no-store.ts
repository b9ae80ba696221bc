import type { NextFunction, Request, Response } from 'express';

/**
 * Answers about records are kept by no cache, neither a browser's nor a proxy's: a deleted page
 * must not live on in one.
 */
export function noStore(request: Request, response: Response, next: NextFunction): void {
  if (request.path.startsWith('/v1/')) response.setHeader('Cache-Control', 'no-store');
  next();
}
