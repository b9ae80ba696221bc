import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encodeGrayPng } from '@longhand/image-io';
import { until } from '@longhand/test-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawGoldenPage } from '../golden/draw-golden-page.js';
import { HttpClient } from './http-client.js';
import { LaunchedSystem } from './launched-system.js';

/** In the file's name, in the title and on the page. */
const SECRET = 'Mustermann';

interface CollectedSpan {
  service: string;
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
}

interface OtlpBody {
  resourceSpans: {
    resource: { attributes: { key: string; value: { stringValue?: string } }[] };
    scopeSpans: { spans: Omit<CollectedSpan, 'service'>[] }[];
  }[];
}

let collector: Server;
let system: LaunchedSystem;
const spans: CollectedSpan[] = [];
let received = '';

beforeAll(async () => {
  collector = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      received += body;
      for (const { resource, scopeSpans } of (JSON.parse(body) as OtlpBody).resourceSpans) {
        const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '';
        spans.push(...scopeSpans.flatMap((scope) => scope.spans.map((span) => ({ ...span, service }))));
      }
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const { port } = collector.address() as AddressInfo;
  system = await LaunchedSystem.start({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
});
afterAll(async () => {
  await system?.stop();
  collector?.close();
});

it('follows one upload through three processes to the index, and says nothing about the record', async () => {
  const { gray } = await drawGoldenPage({
    font: 'patrick-hand',
    lines: ['Dear Mr Mustermann', 'Your blood is fine'],
    width: 1100,
    height: 420,
    sizePx: 64,
    pitchPx: 130,
    left: 80,
    firstBaseline: 140,
  });
  const client = new HttpClient(system);
  const name = `${SECRET}.png`;
  const { id } = await client.upload([{ name, bytes: await encodeGrayPng(gray) }], {
    metadata: JSON.stringify({ [name]: { title: SECRET } }),
  });
  expect((await client.finished(id)).status).toBe('done');
  await client.search(SECRET);
  const traceOf = () => spans.find(({ name }) => name === 'POST /v1/batches')?.traceId;
  const steps = () => spans.filter(({ traceId }) => traceId === traceOf());
  await until('every step is in the trace of the upload', () => steps().some((span) => span.name === 'recognise-page'));
  expect(steps().map(({ service, name }) => `${service}: ${name}`)).toEqual(
    expect.arrayContaining([
      'longhand-api: POST /v1/batches',
      'longhand-preprocess-worker: split-document',
      'longhand-preprocess-worker: segment-page',
      'longhand-ocr-worker: recognise-page',
      'longhand-ocr-worker: read-page',
      'longhand-ocr-worker: index-page',
    ]),
  );
  // Each step hangs on the one that asked for it.
  const parentOf = (child: string) => {
    const parentId = steps().find(({ name }) => name === child)?.parentSpanId;
    return steps().find(({ spanId }) => spanId === parentId)?.name;
  };
  expect(['split-document', 'segment-page', 'recognise-page', 'index-page'].map(parentOf)).toEqual([
    'POST /v1/batches',
    'split-document',
    'segment-page',
    'recognise-page',
  ]);
  await until('the search is in a trace too', () => spans.some(({ name }) => name === 'GET /v1/search'));
  expect(received).not.toContain(SECRET);
  expect(received).not.toMatch(/blood|Dear/i);
});
