import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import helmet from 'helmet';
import { appModule } from './app.module.js';
import type { ApiDeps } from './deps.js';
import { accessLog } from './http/access-log.js';
import { cutSlowBodies } from './http/cut-slow-bodies.js';
import { limitConnections } from './http/limit-connections.js';
import { nestLogger } from './http/nest-logger.js';
import { noStore } from './http/no-store.js';
import { openApiOf } from './http/openapi.js';
import { assignRequestId } from './http/request-id.js';
import { traceRequests } from './http/trace-requests.js';
import { serveWeb } from './web/serve-web.js';

/** Idle time after which a connection without traffic is cut, in ms. */
const IDLE_MS = 120_000;

/** The whole API over the given parts, not yet listening. */
export async function createApp(deps: ApiDeps): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(appModule(deps), {
    logger: nestLogger(deps.log),
    bodyParser: false,
    abortOnError: false,
  });
  app.disable('x-powered-by');
  // The proxies that may report the address of a caller: none by default.
  app.set('trust proxy', deps.config.http.trustedProxies);
  app.use(assignRequestId, traceRequests, accessLog(deps.log), noStore);
  app.use(
    helmet({
      // The API uses plain HTTP on a laptop and in a hospital network; the TLS proxy in front of it
      // sets these.
      strictTransportSecurity: false,
      contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
    }),
  );
  app.use(serveWeb());
  app.use(cutSlowBodies(deps.config.http.bodySeconds * 1000));
  app.useBodyParser('json', { limit: '256kb' });
  const document = openApiOf(app);
  SwaggerModule.setup('docs', app, document, { jsonDocumentUrl: 'openapi.json', raw: ['json'] });
  const server = app.getHttpServer();
  // A large upload over a slow line takes longer than Node's five minutes for a request; idle
  // senders are still cut.
  server.requestTimeout = 0;
  server.setTimeout(IDLE_MS);
  const isTrusted = app.getHttpAdapter().getInstance().get('trust proxy fn') as (
    address: string,
    hop: number,
  ) => boolean;
  limitConnections(server, { max: deps.config.http.maxConnections, isProxy: (address) => isTrusted(address, 0) });
  return app;
}
