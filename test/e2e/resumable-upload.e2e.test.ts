import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { BatchView, OpenBatch, Receipt } from '@longhand/contracts';
import { type FlakyProxy, startFlakyProxy } from '@longhand/test-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpClient } from './http-client.js';
import { LaunchedSystem } from './launched-system.js';

/** 200 MB as a rule; `LONGHAND_UPLOAD_FILES=1000` makes it the 2 GB of the promise. */
const FILES = Number(process.env.LONGHAND_UPLOAD_FILES ?? 100);
const FILE_BYTES = 2_000_000;
const PART_BYTES = 1_000_000;
const AT_ONCE = 4;
const CUTS = 3;
const MAX_API_BYTES = 300_000_000;

/** The door takes it for a PNG; no two are alike, and no worker loses time on it. */
function fileBytes(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(randomBytes(FILE_BYTES));
  bytes.set(Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x64\0\0\0\x64', 'latin1'));
  return bytes;
}

/** Most memory that a process ever had, bytes; undefined where the system does not tell. */
function peakMemory(pid: number): number | undefined {
  const status = `/proc/${pid}/status`;
  if (!existsSync(status)) return undefined;
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(status, 'utf8'))?.[1]) * 1024;
}

describe('an upload of many files over a network that breaks', () => {
  let system: LaunchedSystem;
  let proxy: FlakyProxy;
  let client: HttpClient;
  let broken = 0;
  let received = 0;

  beforeAll(async () => {
    system = await LaunchedSystem.start();
    proxy = await startFlakyProxy(Number(new URL(system.url).port));
    await proxy.goUp();
    client = new HttpClient({ url: proxy.urlOf(system.url).replace(/\/$/, ''), apiKey: system.apiKey });
  });
  afterAll(async () => {
    await proxy?.close();
    await system?.stop();
  });

  /** As a sender does: again after every broken connection. */
  async function persistently(path: string, init: RequestInit): Promise<Response> {
    for (;;) {
      try {
        const response = await client.call(path, init);
        if (response.status < 500 && response.status !== 429) return response;
      } catch {
        broken += 1;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  const tus = { 'tus-resumable': '1.0.0' };

  async function sendFile(batchId: string, index: number): Promise<void> {
    const bytes = fileBytes();
    const base64 = (text: string) => Buffer.from(text).toString('base64');
    const metadata = `filename ${base64(`scan-${index}.png`)},index ${base64(String(index))}`;
    await persistently(`/v1/batches/${batchId}/uploads`, {
      method: 'POST',
      headers: { ...tus, 'upload-length': String(FILE_BYTES), 'upload-metadata': metadata },
    });
    const path = `/v1/batches/${batchId}/uploads/${index}`;
    for (let offset = 0; offset < FILE_BYTES; ) {
      const sent = await persistently(path, {
        method: 'PATCH',
        body: bytes.subarray(offset, offset + PART_BYTES),
        headers: { ...tus, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
      });
      const answer = sent.status === 204 ? sent : await persistently(path, { method: 'HEAD', headers: tus });
      const now = Number(answer.headers.get('upload-offset'));
      received += Math.max(0, now - offset);
      offset = now;
    }
  }

  /** Cuts the network when a quarter, a half and three quarters have arrived. */
  async function cutNetwork(stop: AbortSignal): Promise<number> {
    let cuts = 0;
    while (cuts < CUTS && !stop.aborted) {
      if (received >= (FILES * FILE_BYTES * (cuts + 1)) / (CUTS + 1)) {
        await proxy.goDown();
        await new Promise((resolve) => setTimeout(resolve, 700));
        await proxy.goUp();
        cuts += 1;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return cuts;
  }

  it(`ends complete: ${FILES} files of 2 MB, ${CUTS} cuts, and the API stays small`, async () => {
    const startedAt = performance.now();
    const opened = await persistently('/v1/batches/open', { method: 'POST', headers: { 'idempotency-key': 'many' } });
    const { id } = (await opened.json()) as OpenBatch;
    const done = new AbortController();
    const cutting = cutNetwork(done.signal);
    let next = 0;
    const sender = async () => {
      for (let index = next++; index < FILES; index = next++) await sendFile(id, index);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sender));
    done.abort();
    expect(await cutting).toBe(CUTS);
    expect(broken).toBeGreaterThanOrEqual(CUTS);
    const receipt = (await (await persistently(`/v1/batches/${id}/finish`, { method: 'POST' })).json()) as Receipt;
    expect(receipt.files.map(({ name, status, sizeBytes }) => ({ name, status, sizeBytes }))).toEqual(
      Array.from({ length: FILES }, (_, i) => ({ name: `scan-${i}.png`, status: 'accepted', sizeBytes: FILE_BYTES })),
    );
    const { counts } = await client.get<BatchView>(`/v1/batches/${id}`);
    expect(counts).toMatchObject({ files: FILES, accepted: FILES, duplicate: 0, rejected: 0 });
    const peak = peakMemory(system.record().services.api);
    const seconds = (performance.now() - startedAt) / 1000;
    console.log(
      `${(FILES * FILE_BYTES) / 1e6} MB in ${FILES} files, ${CUTS} cuts, ${broken} broken requests: ` +
        `${seconds.toFixed(1)} s, ` +
        `peak memory of the API ${peak === undefined ? 'not known here' : `${(peak / 1e6).toFixed(0)} MB`}`,
    );
    if (peak !== undefined) expect(peak).toBeLessThan(MAX_API_BYTES);
  });
});
