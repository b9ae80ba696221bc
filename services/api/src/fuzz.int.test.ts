import { seededRandom } from '@longhand/core';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Receipt } from '@longhand/contracts';
import { mutate, patienceMs, pickOne } from '@longhand/test-kit';
import type { OpenAPIObject } from '@nestjs/swagger';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allOperationsOf, fillRequest, type Operation } from './openapi-requests.test-suite.js';
import { pngBytes } from './start-api.test-suite.js';
import { type ApiProcess, startApiProcess } from './start-api-process.test-suite.js';

/**
 * LONGHAND_FUZZ=5000 is the long run whose figures stand in docs/reliability.md; LONGHAND_FUZZ_SEED
 * makes another one.
 */
const count = Number(process.env.LONGHAND_FUZZ ?? 300);
const seed = Number(process.env.LONGHAND_FUZZ_SEED ?? 1);
/** Where the long run leaves its figures for `longhand bench fuzz`. */
const reports = process.env.LONGHAND_FUZZ_REPORTS;

async function tell(name: string, report: object): Promise<void> {
  console.log(JSON.stringify(report));
  if (reports) await writeFile(join(reports, `${name}.json`), JSON.stringify(report));
}

let api: ApiProcess;
let document: OpenAPIObject;
let ids: string[];

beforeAll(async () => {
  api = await startApiProcess();
  document = (await (await fetch(`${api.url}/openapi.json`)).json()) as OpenAPIObject;
  const { id, files } = (await (await api.upload([{ name: 'a.png', bytes: pngBytes() }])).json()) as Receipt;
  ids = [files[0].documentId as string, id, '0198a0c4-0000-7000-8000-000000000001'];
});
afterAll(() => api?.close());

const NASTY = [
  '',
  ' ',
  '0',
  '-1',
  '1e309',
  'NaN',
  '99999999999999999999',
  '1.5',
  'null',
  'undefined',
  'true',
  '[]',
  '{}',
  "' OR 1=1 --",
  '"; DROP TABLE document; --',
  '%',
  '\\',
  '\u0000',
  '\u202e\u0301',
  '\ud800',
  '😀'.repeat(40),
  'a'.repeat(10_000),
  '../../../etc/passwd',
  '%2e%2e%2f',
  '{{7*7}}',
  '2023-02-30',
  '0000-00-00',
  '99999-12-31',
  'title:',
  '"""',
  '*',
  '-',
  'or or or',
  'from:1900 to:1800',
  '(((((((((',
  'a* b* c* d* e* f* g* h*',
  'eyJhIjoxfQ',
];
const VALUES: readonly unknown[] = [
  ...NASTY,
  null,
  true,
  0,
  -1,
  1e308,
  [],
  {},
  [[[[]]]],
  { a: { b: {} } },
  ['x'],
  2 ** 53,
];

/** A request for the operation with a part of it made wrong. */
function wrongRequest(operation: Operation, random: () => number): { path: string; init: RequestInit } {
  const { path, init } = fillRequest(document, operation, [pickOne(random, ids), pickOne(random, ids)]);
  const url = new URL(path, 'http://x');
  const headers = new Headers(init.headers);
  const parts = url.pathname.split('/');
  // Every part but the first, which is empty.
  if (random() < 0.3)
    parts[1 + Math.floor(random() * (parts.length - 1))] = encodeURIComponentOf(pickOne(random, NASTY));
  for (const { name, in: place } of operation.parameters) {
    if (place === 'query' && random() < 0.6) url.searchParams.append(name, pickOne(random, NASTY));
    if (place === 'header' && random() < 0.4) setHeader(headers, name, pickOne(random, NASTY));
  }
  if (random() < 0.1) url.searchParams.append(pickOne(random, NASTY), pickOne(random, NASTY));
  const body = init.body === undefined ? undefined : wrongBody(init.body as string, random);
  if (random() < 0.1 && body !== undefined)
    setHeader(headers, 'content-type', pickOne(random, ['text/xml', '', 'application/json; charset=x']));
  return { path: `${parts.join('/')}${url.search}`, init: { ...init, headers, ...(body !== undefined && { body }) } };
}

function wrongBody(body: string, random: () => number): string | Buffer<ArrayBuffer> {
  if (random() < 0.3 || !body.startsWith('{')) return mutate(Buffer.from(body || '{}'), random);
  const value = JSON.parse(body) as Record<string, unknown>;
  const names = [...Object.keys(value), '__proto__', 'constructor', 'extra'];
  const changed = Object.entries(value).filter(() => random() < 0.8);
  changed.push([pickOne(random, names), pickOne(random, VALUES)]);
  return JSON.stringify(Object.fromEntries(changed));
}

/** Half a surrogate pair has no encoding in a URL. */
const encodeURIComponentOf = (text: string): string => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\u{fffd}'));

/** What the client itself refuses to send cannot be tried. */
function setHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}

it(`${count} wrong requests are answered, and never by a fault of ours`, async () => {
  const random = seededRandom(seed);
  const operations = allOperationsOf(document);
  const statuses: Record<number, number> = {};
  const faults: string[] = [];
  const memoryMib: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const operation = pickOne(random, operations);
    const { path, init } = wrongRequest(operation, random);
    const end = AbortSignal.timeout(patienceMs);
    const response = await api.call(path, { ...init, signal: end });
    await response.body?.cancel();
    statuses[response.status] = (statuses[response.status] ?? 0) + 1;
    if (response.status >= 500)
      faults.push(
        `${i} ${response.status} ${operation.route} ${path.slice(0, 300)} ${String(init.body).slice(0, 200)}`,
      );
    if (i % Math.ceil(count / 40) === 0) memoryMib.push(api.memoryMib());
  }
  await tell('requests', { seed, inputs: count, statuses, memoryMib });
  expect(faults).toEqual([]);
  expect(api.isAlive()).toBe(true);
  expect(statuses[400]).toBeGreaterThan(count * 0.2);
  expect((await fetch(`${api.url}/health/live`)).status).toBe(200);
});

it(`${Math.ceil(count / 10)} mutated archives are taken or refused with a reason`, async () => {
  const random = seededRandom(seed + 1);
  const archive = Buffer.from(zipSync({ 'a.png': pngBytes(), 'b/c.png': pngBytes(), 'd.txt': new Uint8Array(50) }));
  const codes: Record<string, number> = {};
  for (let i = 0; i < count / 10; i += 1) {
    const response = await api.upload([{ name: 'scans.zip', bytes: mutate(archive, random) }]);
    expect([i, response.status]).toEqual([i, 202]);
    const { files } = (await response.json()) as { files: { status: string; error?: { code: string } }[] };
    expect(files.length).toBeGreaterThan(0);
    for (const { status, error } of files) {
      const what = error?.code ?? status;
      codes[what] = (codes[what] ?? 0) + 1;
    }
  }
  await tell('archives', { seed, inputs: Math.ceil(count / 10), codes });
  expect(api.isAlive()).toBe(true);
  expect(Object.keys(codes).some((code) => code.startsWith('archive.'))).toBe(true);
});
