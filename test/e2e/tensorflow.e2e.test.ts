import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BatchView, Readiness } from '@longhand/contracts';
import { editDistance } from '@longhand/test-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HttpClient } from './http-client.js';
import { LaunchedSystem } from './launched-system.js';

/** A form of boxes for the glyph reader, and a letter for the line reader. */
const names = ['form', 'letter'];
const sample = (file: string) => readFileSync(fileURLToPath(new URL(`../../samples/records/${file}`, import.meta.url)));
const maxErrors = 0.1;

let system: LaunchedSystem;
let client: HttpClient;
let batch: BatchView;

// ONNX Runtime is the engine of a plain processor: without this, no test would read a page by
// TensorFlow.js from its upload to its text.
beforeAll(async () => {
  system = await LaunchedSystem.start({ OCR_BACKEND: 'wasm' });
  client = new HttpClient(system);
  const receipt = await client.upload(names.map((name) => ({ name: `${name}.png`, bytes: sample(`${name}.png`) })));
  batch = await client.finished(receipt.id);
});
afterAll(() => system?.stop());

it('every network runs on TensorFlow.js, and no other engine was tried', async () => {
  const { workers } = await client.get<Readiness>('/health/ready');
  expect(workers.find(({ kind }) => kind === 'ocr-worker')?.detail).toMatchObject({
    engine: 'wasm',
    lineEngine: 'wasm',
    refused: [],
  });
  expect(system.log).not.toContain('onnxruntime');
});

it.each(names)('the %s is read with at most 10 % of its characters wrong', async (name) => {
  expect(batch.status).toBe('done');
  const id = batch.documents.find((document) => document.name === `${name}.png`)?.id as string;
  const plain = (text: string) => text.replace(/[?\s]+/g, ' ').trim();
  const read = plain(await client.text(id));
  const truth = plain(sample(`${name}.txt`).toString());
  const share = editDistance(truth, read) / truth.length;
  console.log(`${name}: ${(100 * share).toFixed(2)} % of the characters wrong`);
  expect(share).toBeLessThanOrEqual(maxErrors);
});
