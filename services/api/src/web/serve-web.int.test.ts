import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import express from 'express';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveWeb } from './serve-web.js';

let folder: string;
let url: string;
let close: () => void;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longhand-web-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<title>Longhand</title>');
  await writeFile(join(folder, 'assets/index-abc.js'), 'let a;');
  await writeFile(join(folder, 'assets/large-abc.js'), 'let large;');
  await writeFile(join(folder, 'assets/large-abc.js.gz'), gzipSync('let large;'));
  const app = express();
  app.use(serveWeb(folder));
  app.use((_, response) => void response.status(404).json({ error: { code: 'route.not_found' } }));
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => server.close();
});
afterAll(async () => {
  close?.();
  await rm(folder, { recursive: true, force: true });
});

const ask = (path: string, accept = 'text/html', method = 'GET') => fetch(url + path, { method, headers: { accept } });

it.each(['/', '/documents/1?page=2', '/add', '/v1beta'])(
  'gives the page for %s, asked for again each time',
  async (path) => {
    const response = await ask(path);
    expect(await response.text()).toContain('<title>Longhand');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('content-security-policy')).toMatch(/script-src 'self';/);
  },
);

it('keeps files that carry their hash for ever', async () => {
  const response = await ask('/assets/index-abc.js', '*/*');
  expect([response.status, response.headers.get('cache-control')]).toEqual([
    200,
    'public, max-age=31536000, immutable',
  ]);
});

it('sends scripts compressed to whoever takes that', async () => {
  const sent = async (path: string, encoding: string) => {
    const { headers, body } = await new Promise<{ headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
      get(url + path, { headers: { 'accept-encoding': encoding } }, async (response) =>
        resolve({ headers: response.headers, body: Buffer.concat(await response.toArray()) }),
      ).on('error', reject);
    });
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(headers.vary).toContain('Accept-Encoding');
    return [headers['content-encoding'], body];
  };
  expect(await sent('/assets/large-abc.js', 'gzip, br')).toEqual(['gzip', gzipSync('let large;')]);
  expect(await sent('/assets/large-abc.js', 'identity')).toEqual([undefined, Buffer.from('let large;')]);
  expect(await sent('/assets/index-abc.js', 'gzip')).toEqual([undefined, Buffer.from('let a;')]);
});

it.each([
  ['/v1/documents', 'text/html', 'GET'],
  ['/v1', 'text/html', 'GET'],
  ['/health/ready', 'text/html', 'GET'],
  ['/docs', 'text/html', 'GET'],
  ['/assets/gone.js', 'text/html', 'GET'],
  ['/nothing', 'application/json', 'GET'],
  ['/', 'text/html', 'POST'],
  ['/../serve-web.ts', 'application/json', 'GET'],
])('leaves %s (%s, %s) to the API', async (path, accept, method) => {
  const response = await ask(path, accept, method);
  expect([response.status, await response.text()]).toEqual([404, '{"error":{"code":"route.not_found"}}']);
});
