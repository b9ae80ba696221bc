import { createHash } from 'node:crypto';
import { createServer, connect, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { OpenBatch, Receipt } from '@longhand/contracts';
import { Upload, type UploadOptions, type UrlStorage, type PreviousUpload } from 'tus-js-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pngBytes, startApi, type TestApi } from '../../start-api.test-suite.js';

let api: TestApi;
let network: BreakableNetwork;
beforeAll(async () => {
  api = await startApi();
  network = await BreakableNetwork.before(api.url);
});
afterAll(async () => {
  await network?.close();
  await api?.close();
});

/** A wire to the API that can be cut. */
class BreakableNetwork {
  private readonly open = new Set<Socket>();
  cuts = 0;
  /** Cut as soon as so many bytes have gone to the API. */
  cutAfterBytes = Number.POSITIVE_INFINITY;

  private constructor(
    private readonly server: Server,
    target: URL,
  ) {
    server.on('connection', (client: Socket) => {
      const upstream = connect(Number(target.port), target.hostname);
      for (const socket of [client, upstream]) {
        this.open.add(socket);
        // The other end says what happened.
        socket.on('error', () => undefined).on('close', () => this.open.delete(socket));
      }
      upstream.pipe(client);
      client.on('data', (chunk) => {
        this.cutAfterBytes -= chunk.length;
        if (this.cutAfterBytes <= 0) this.cut();
        else upstream.write(chunk);
      });
      client.on('end', () => upstream.end());
    });
  }

  static async before(url: string): Promise<BreakableNetwork> {
    const server = createServer();
    const network = new BreakableNetwork(server, new URL(url));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return network;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  cut(): void {
    this.cuts += 1;
    this.cutAfterBytes = Number.POSITIVE_INFINITY;
    for (const socket of this.open) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** Remembers where uploads go on, as the client does in a browser's local storage. */
class Memory implements UrlStorage {
  private readonly uploads = new Map<string, PreviousUpload>();
  findAllUploads = async () => [...this.uploads.values()];
  findUploadsByFingerprint = async (fingerprint: string) =>
    [...this.uploads].filter(([key]) => key.startsWith(fingerprint)).map(([, upload]) => upload);
  removeUpload = async (key: string) => void this.uploads.delete(key);
  addUpload = async (fingerprint: string, upload: PreviousUpload) => {
    const urlStorageKey = `${fingerprint} ${this.uploads.size}`;
    this.uploads.set(urlStorageKey, { ...upload, urlStorageKey });
    return urlStorageKey;
  };
}

const openBatch = async () => (await api.json<OpenBatch>('/v1/batches/open', { method: 'POST' })).id;
const optionsOf = (batchId: string, name: string): UploadOptions => ({
  endpoint: `${network.url}/v1/batches/${batchId}/uploads`,
  headers: { authorization: `Bearer ${api.key}` },
  metadata: { filename: name, index: '0', title: 'Bréf' },
  chunkSize: 100_000,
  retryDelays: [0, 100, 300],
});

/** Sends a file to its end. @returns how many bytes had arrived after each part */
function sendAll(bytes: Buffer, options: UploadOptions): Promise<number[]> {
  const parts: number[] = [];
  return new Promise((resolve, reject) => {
    new Upload(bytes, {
      ...options,
      onChunkComplete: (_size, sent) => parts.push(sent),
      onSuccess: () => resolve(parts),
      onError: reject,
    }).start();
  });
}

async function expectWhole(batchId: string, bytes: Buffer): Promise<void> {
  const { files } = await api.json<Receipt>(`/v1/batches/${batchId}/finish`, { method: 'POST' });
  expect(files).toMatchObject([{ status: 'accepted', sizeBytes: bytes.length }]);
  expect(await api.json(`/v1/documents/${files[0].documentId}`)).toMatchObject({
    title: 'Bréf',
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });
}

it('tus-js-client sends a file in parts', async () => {
  const bytes = pngBytes(40, 30, 350_000);
  const batchId = await openBatch();
  expect(await sendAll(bytes, optionsOf(batchId, 'parts.png'))).toEqual([100_000, 200_000, 300_000, 350_000]);
  await expectWhole(batchId, bytes);
});

it('tus-js-client goes on by itself when the connection is cut in the middle of a part', async () => {
  const bytes = pngBytes(41, 30, 900_000);
  const batchId = await openBatch();
  const before = network.cuts;
  network.cutAfterBytes = 450_000;
  const parts = await sendAll(bytes, { ...optionsOf(batchId, 'cut.png'), chunkSize: 300_000 });
  expect(network.cuts).toBe(before + 1);
  expect(parts.at(-1)).toBe(900_000);
  await expectWhole(batchId, bytes);
});

it('tus-js-client goes on in another run of the program, from where the first one stopped', async () => {
  const bytes = pngBytes(42, 30, 500_000);
  const batchId = await openBatch();
  const options = {
    ...optionsOf(batchId, 'later.png'),
    urlStorage: new Memory(),
    fingerprint: async () => 'later.png',
  };
  await new Promise<void>((resolve, reject) => {
    const upload: Upload = new Upload(bytes, {
      ...options,
      onError: reject,
      onChunkComplete: (_size, sent) => {
        if (sent === 200_000) upload.abort().then(resolve, reject);
      },
    });
    upload.start();
  });
  const sent: number[] = [];
  await new Promise<void>((resolve, reject) => {
    const onChunkComplete = (size: number) => sent.push(size);
    const again = new Upload(bytes, { ...options, onChunkComplete, onSuccess: () => resolve(), onError: reject });
    again
      .findPreviousUploads()
      .then(([previous]) => {
        again.resumeFromPreviousUpload(previous);
        again.start();
      })
      .catch(reject);
  });
  expect(sent.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(300_000);
  await expectWhole(batchId, bytes);
});
