import { markWork, startSpan } from '@longhand/telemetry';
import type { NextFunction, Request, Response } from 'express';
import { routeOf } from './access-log.js';

/**
 * A span and a duration for each request, by the template of its route; a trace of the caller is
 * continued.
 */
export function traceRequests(request: Request, response: Response, next: NextFunction): void {
  const startedAt = performance.now();
  const { method } = request;
  const traceparent = request.headers.traceparent;
  const span = startSpan(method, {
    kind: 'server',
    traceparent: typeof traceparent === 'string' ? traceparent : '',
    attributes: { 'http.request.method': method },
  });
  response.on('close', () => {
    const route = routeOf(request);
    span.set({ 'http.route': route, 'http.response.status_code': response.statusCode });
    span.rename(`${method} ${route}`);
    span.end(response.statusCode >= 500 ? { code: `http.${response.statusCode}` } : undefined);
    markWork.request(method, route, response.statusCode, (performance.now() - startedAt) / 1000);
  });
  span.run(next);
}
