import { readFile } from 'node:fs/promises';
import { loadConfig } from '@longhand/config';
import { createLogger } from '@longhand/log';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { OpenAPIObject } from '@nestjs/swagger';
import { beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../create-app.js';
import type { ApiDeps } from '../deps.js';
import { openApiOf } from './openapi.js';

let app: NestExpressApplication;
let document: OpenAPIObject;

beforeAll(async () => {
  const log = createLogger({ service: 'api', level: 'silent' });
  app = await createApp({ log, config: loadConfig({}) } as ApiDeps);
  await app.init();
  document = openApiOf(app);
});

/** Every route that the server answers, as `get /v1/documents/{id}`, from express itself. */
function servedRoutes(): string[] {
  const { stack } = app.getHttpAdapter().getInstance().router as {
    stack: { route?: { path: string; methods: Record<string, boolean> } }[];
  };
  return stack.flatMap(({ route }) =>
    route ? Object.keys(route.methods).map((method) => `${method} ${route.path.replace(/:(\w+)/g, '{$1}')}`) : [],
  );
}

const operations = () =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ route: `${method} ${path}`, operation })),
  );

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1 and survives JSON', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(JSON.parse(JSON.stringify(document)).paths).toHaveProperty('/v1/batches');
  });

  it('is the one in the tree (npm run openapi writes it)', async () => {
    const inTree = await readFile(new URL('../../openapi.json', import.meta.url), 'utf8');
    expect(JSON.parse(inTree)).toEqual(JSON.parse(JSON.stringify(document)));
  });

  it('lists every route that is served, besides the two that show it', () => {
    const served = servedRoutes().filter((route) => !/ \/(docs|openapi\.json)/.test(route));
    expect(operations().map(({ route }) => route)).toEqual(expect.arrayContaining(served));
    expect(served).toHaveLength(operations().length);
    expect(served.length).toBeGreaterThanOrEqual(18);
  });

  it('gives every operation an id of its own, a summary and the shape of its errors', () => {
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { route, operation } of operations()) {
      expect(operation.summary, route).toBeTruthy();
      if (!route.includes('/health/')) expect(operation.responses, route).toHaveProperty('401');
    }
  });

  it('has a component for every reference, and none of them is empty', () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
    expect(references.length).toBeGreaterThan(20);
    for (const name of new Set(references)) expect(document.components?.schemas?.[name], name).toHaveProperty('type');
  });
});
