import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unpackStrips } from '@longhand/core';
import { encodeGrayPng } from '@longhand/image-io';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPagePool, type PagePool } from './page-pool.js';

const signal = new AbortController().signal;
let folder: string;
let pool: PagePool;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longhand-test-'));
  pool = openPagePool({ threads: 1, limits: { maxPixels: 1e6, maxPages: 10, timeoutMs: 600_000 } });
});
afterAll(async () => {
  await pool.close();
  await rm(folder, { recursive: true });
});

/** A page of 600 x 400 with two black bars, 8 x 40. */
async function drawPage(): Promise<string> {
  const data = new Uint8Array(600 * 400).fill(255);
  for (const left of [200, 240]) {
    for (let y = 100; y < 140; y++) data.fill(0, y * 600 + left, y * 600 + left + 8);
  }
  const path = join(folder, 'page');
  await writeFile(path, await encodeGrayPng({ width: 600, height: 400, data }));
  return path;
}

test('the real thread opens and segments a page', async () => {
  const path = await drawPage();
  expect(await pool.open(path, signal)).toEqual({ pageCount: 1 });
  const page = await pool.segment(path, { number: 1, rotation: 0, isFixed: false }, signal);
  const layout = JSON.parse(page.layoutJson);
  expect(page).toMatchObject({ widthPx: 600, heightPx: 400, skewDegrees: 0, rotation: 0, warnings: [] });
  expect(layout.lines).toHaveLength(1);
  expect(layout.lines[0].box).toEqual({ x: 200, y: 100, width: 48, height: 40 });
  expect(page.glyphs.length % 784).toBe(0);
  expect(unpackStrips(page.strips).map((s) => s.height)).toEqual([48]);
  expect([...page.jpeg.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
});

test('a page that a person turned is read turned', async () => {
  const path = await drawPage();
  const { layoutJson, widthPx, heightPx } = await pool.segment(
    path,
    { number: 1, rotation: 270, isFixed: true },
    signal,
  );
  const [line] = JSON.parse(layoutJson).lines;
  expect({ widthPx, heightPx }).toEqual({ widthPx: 400, heightPx: 600 });
  // The bars lie on their sides now, the right one on top.
  const boxes = JSON.parse(layoutJson).lines.map(({ box }: { box: object }) => box);
  expect(line.box).toMatchObject({ x: 100, width: 40 });
  expect(boxes.every(({ y }: { y: number }) => y >= 352 && y < 400)).toBe(true);
});

test('a refusal comes out of the real thread with its code', async () => {
  const path = join(folder, 'text.jpg');
  await writeFile(path, 'Dear Sir');
  await expect(pool.open(path, signal)).rejects.toMatchObject({ code: 'file.type_unsupported' });
});
