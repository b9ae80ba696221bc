import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { metricsText } from '@longhand/telemetry';

export interface HealthServerOptions {
  /** 0 uses any free port. */
  port: number;
  host?: string;
  /** Whether the process works; false tells its supervisor to restart it. */
  live: () => boolean;
  /** Plain data about the process and its resources; throws if it cannot work now. */
  ready: () => Promise<object>;
}

export interface HealthServer {
  port: number;
  close(): Promise<void>;
}

const readyTimeoutMs = 3_000;

/**
 * Answers `GET /health/live` and `GET /health/ready` with 200 or 503 and JSON, and `GET /metrics`
 * for Prometheus.
 */
export async function startHealthServer({
  port,
  host = '127.0.0.1',
  live,
  ready,
}: HealthServerOptions): Promise<HealthServer> {
  const server = createServer(async (request, response) => {
    if (request.url === '/metrics') {
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
      return void response.end(await metricsText());
    }
    const [status, body] = await answer(request.url ?? '', live, ready);
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  url: string,
  live: HealthServerOptions['live'],
  ready: HealthServerOptions['ready'],
): Promise<[number, object]> {
  if (url === '/health/live') return live() ? [200, { status: 'up' }] : [503, { status: 'down' }];
  if (url !== '/health/ready') return [404, { status: 'not found' }];
  try {
    return [200, { status: 'up', ...(await inTime(ready())) }];
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    return [503, { status: 'down', code: typeof code === 'string' ? code : 'health.unexpected' }];
  }
}

async function inTime<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error('no answer in time'), { code: 'health.timeout' })),
      readyTimeoutMs,
    );
  });
  try {
    return await Promise.race([promise, expired]);
  } finally {
    clearTimeout(timer);
    promise.catch(() => undefined);
  }
}
