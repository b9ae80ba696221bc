import type { Logger } from '@longhand/log';
import type { NextFunction, Request, Response } from 'express';
import { callerOf } from './caller.js';
import { clientAddressOf } from './client-address.js';
import { requestIdOf } from './request-id.js';

/**
 * Writes one line for each request, with the template of the route and never its values: paths and
 * queries contain names and search words about patients.
 */
export function accessLog(log: Logger) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const startedAt = performance.now();
    response.on('close', () => {
      log.info(
        {
          requestId: requestIdOf(request),
          method: request.method,
          route: routeOf(request),
          status: response.statusCode,
          tookMs: Math.round(performance.now() - startedAt),
          tenantId: callerOf(request)?.tenantId,
          // Identifies the caller, so that an administrator can contact or block them.
          ...(response.statusCode === 429 && { actor: callerOf(request)?.actor, address: clientAddressOf(request) }),
          isCutOff: !response.writableFinished || undefined,
        },
        'request',
      );
    });
    next();
  };
}

/** The template of the route that answered, such as /v1/documents/:id. */
export function routeOf(request: Request): string {
  const path: unknown = request.route?.path;
  return typeof path === 'string' ? path : 'none';
}
