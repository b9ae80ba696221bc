import type { Request } from 'express';

/**
 * Where a request came from: express follows X-Forwarded-For through the proxies of
 * HTTP_TRUSTED_PROXIES and no further.
 */
export const clientAddressOf = (request: Request): string => request.ip ?? request.socket.remoteAddress ?? 'unknown';
