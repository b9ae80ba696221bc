import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { Output } from '../terminal/output.js';
import { ApiClient } from './api-client.js';
import { followBatch } from './follow-batch.js';
import { uploadFiles } from './upload-files.js';

let server: Server | undefined;
let folder: string | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  if (folder) await rm(folder, { recursive: true });
  folder = undefined;
});

async function clientOf(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<ApiClient> {
  const started = createServer(answer);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
  return new ApiClient({ url, apiKey: 'k' }, new AbortController().signal);
}

async function oneFile() {
  folder = await mkdtemp(join(tmpdir(), 'longhand-upload-'));
  const path = join(folder, 'a.png');
  await writeFile(path, 'not really a picture');
  return [{ path, sizeBytes: 20 }];
}

const silent = () => new Writable({ write: (_chunk, _encoding, done) => done() });
const out = new Output(false, { stdout: silent(), stderr: silent() });
const { signal } = new AbortController();
const batch = { status: 'done', progress: 1, counts: { pages: 1, pagesDone: 1, pagesFailed: 0 } };

describe('a connection that breaks', () => {
  it('has the batch sent again under the same key', async () => {
    const keys: unknown[] = [];
    const client = await clientOf((request, response) => {
      keys.push(request.headers['idempotency-key']);
      if (keys.length < 3) return void request.socket.destroy();
      request
        .resume()
        .on('end', () => response.writeHead(202).end(JSON.stringify({ id: 'b', files: [{ name: 'a.png' }] })));
    });
    const sent = await uploadFiles(client, await oneFile(), () => {}, [10, 20, 30]);
    expect(sent).toMatchObject([{ id: 'b', files: [{ rows: [{ name: 'a.png' }] }] }]);
    expect(keys).toEqual([keys[0], keys[0], keys[0]]);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('ends the upload with one sentence when it breaks every time', async () => {
    let calls = 0;
    const client = await clientOf((request) => {
      calls += 1;
      request.socket.destroy();
    });
    await expect(uploadFiles(client, await oneFile(), () => {}, [10, 20])).rejects.toThrow(/^no answer from /);
    expect(calls).toBe(3);
  });

  it('does not end the watching of a batch', async () => {
    let calls = 0;
    const client = await clientOf((request, response) => {
      calls += 1;
      if (calls === 1) request.socket.destroy();
      else if (calls === 2)
        response
          .writeHead(503)
          .end(JSON.stringify({ error: { code: 'db.unavailable', message: 'Wait.', requestId: 'r' } }));
      else response.writeHead(200).end(JSON.stringify(batch));
    });
    expect(await followBatch(client, 'b', { out, signal })).toEqual(batch);
    expect(calls).toBe(3);
  });

  it('ends the watching with one sentence when the server does not come back', async () => {
    const client = await clientOf((request) => request.socket.destroy());
    await expect(followBatch(client, 'b', { out, signal, patienceMs: 600 })).rejects.toThrow(
      /has not answered for 1 s.*batch b later\.$/,
    );
  });
});
