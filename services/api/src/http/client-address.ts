import type { Request } from 'express';

/**
 * The address of the client: Express follows X-Forwarded-For only through the proxies of
 * HTTP_TRUSTED_PROXIES.
 */
export const clientAddressOf = (request: Request): string => request.ip ?? request.socket.remoteAddress ?? 'unknown';
