import type { PageLayout } from '@longhand/core';
import { createLogger } from '@longhand/log';
import { afterEach, expect, test } from 'vitest';
import { type ClassifierPool, openClassifierPool } from './classifier-pool.js';

const log = createLogger({ service: 'test', level: 'silent' });
const location = { url: new URL('./testing/fake-classify-thread.mjs', import.meta.url), execArgv: [] };
const open = async (threads: number, backend = 'cpu', modelsDir = 'made up') => {
  pool = await openClassifierPool({ threads, backend, modelsDir, uncertainBelow: 0.8, budgetMs: 2_000, log, location });
  return pool;
};
let pool: ClassifierPool | undefined;
const { signal } = new AbortController();

afterEach(async () => {
  await pool?.close();
  pool = undefined;
});

function glyphsOf(classes: number[]): Uint8Array {
  const glyphs = new Uint8Array(classes.length * 784);
  for (const [i, c] of classes.entries()) glyphs[i * 784] = c;
  return glyphs;
}

function bestOf(probabilities: Float32Array): number[] {
  return Array.from({ length: probabilities.length / 62 }, (_, i) => {
    const row = probabilities.subarray(i * 62, i * 62 + 62);
    return row.indexOf(Math.max(...row));
  });
}

test('rows come back in order, however many threads share the glyphs', async () => {
  const { classify } = await open(3);
  const classes = Array.from({ length: 2000 }, (_, i) => (i * 7) % 62);
  expect(bestOf(await classify(glyphsOf(classes), signal))).toEqual(classes);
  expect(await classify(new Uint8Array(0), signal)).toHaveLength(0);
});

test('decodes in a thread', async () => {
  const { decode } = await open(1);
  const scores = { plan: [], probabilities: new Float32Array(0), strips: [] };
  const page = await decode({} as PageLayout, scores, signal);
  expect(page.text).toBe('doubt below 0.8');
});

test('the scores of strips come back in the order of the strips, whatever their widths', async () => {
  const { readLines, lines } = await open(2);
  const widths = Array.from({ length: 21 }, (_, i) => 20 + ((i * 37) % 90));
  const strips = widths.map((width) => ({ width, height: 48, data: new Uint8Array(width * 48) }));
  expect((await readLines(strips, signal)).map((s) => s.widthFrames)).toEqual(widths);
  expect(lines?.modelVersion).toBe('made-up-lines@0');
  expect(await readLines([], signal)).toEqual([]);
});

test('reports engine, refusals and one thread on a GPU', async () => {
  const { engine, threadCount, modelVersion } = await open(3, 'webgpu');
  expect({ name: engine.name, tried: engine.tried, threads: threadCount(), modelVersion }).toEqual({
    name: 'webgpu',
    tried: [{ name: 'webgpu', reason: 'no adapter' }],
    threads: 1,
    modelVersion: 'made-up@0',
  });
});

test('glyphs that kill two threads are given up; the pool goes on', async () => {
  const { classify } = await open(2);
  const [bad, good] = await Promise.allSettled([classify(glyphsOf([255]), signal), classify(glyphsOf([1, 2]), signal)]);
  expect(bad).toMatchObject({ status: 'rejected', reason: { code: 'classifier.thread_ended' } });
  expect(good.status).toBe('fulfilled');
  expect(bestOf(await classify(glyphsOf([5]), signal))).toEqual([5]);
});

test('a failing call keeps its code and its thread', async () => {
  const { classify } = await open(1);
  await expect(classify(glyphsOf([254]), signal)).rejects.toMatchObject({ code: 'classifier.bad_input' });
  expect(bestOf(await classify(glyphsOf([9]), signal))).toEqual([9]);
});

test('a network that cannot be loaded stops the start with its code', async () => {
  await expect(open(1, 'cpu', 'missing')).rejects.toMatchObject({ code: 'model.manifest_missing' });
});

test('a page that never ends is given up when its time is over, and costs the pool no thread', async () => {
  const { classify } = await open(1);
  const endless = classify(glyphsOf([253]), AbortSignal.timeout(300));
  const waiting = expect(classify(glyphsOf([7]), AbortSignal.timeout(200))).rejects.toThrow();
  await expect(endless).rejects.toMatchObject({ name: 'TimeoutError' });
  await waiting;
  expect(bestOf(await classify(glyphsOf([5]), signal))).toEqual([5]);
});
