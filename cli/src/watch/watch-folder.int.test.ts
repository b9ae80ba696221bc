import { appendFile, mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { patienceMs } from '@longhand/test-kit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiClient } from '../client/api-client.js';
import type { SentBatch } from '../client/upload-files.js';
import { SentFiles } from './sent-files.js';
import { watchFolder } from './watch-folder.js';

let root: string;
let folder: string;
let server: Server;
/** Names of the files that the server took, in order. */
let taken: string[];
/**
 * How many of them the watch knows of: what the server took and the watch has not noted yet is sent
 * again by the next watch.
 */
let toldCount: number;
/** What the server answers instead of taking files. */
let refusal: { status: number; code: string } | undefined;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'longhand-watch-'));
  folder = join(root, 'inbox');
  await mkdir(folder);
  taken = [];
  toldCount = 0;
  refusal = undefined;
  server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    if (refusal) {
      const error = { code: refusal.code, message: 'No.', requestId: 'r' };
      return response.writeHead(refusal.status).end(JSON.stringify({ error }));
    }
    const names = [
      ...Buffer.concat(pieces)
        .toString('latin1')
        .matchAll(/filename="([^"]+)"/g),
    ].map(([, name]) => name);
    taken.push(...names);
    const files = names.map((name) => ({ name, status: 'accepted', sizeBytes: 1, documentId: 'd' }));
    return response.writeHead(202).end(JSON.stringify({ id: 'b', files }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(root, { recursive: true });
});

/** Starts a watch as a new program would. */
async function start(isOnce = false, settleMs = 150, wholeMs?: number) {
  const ending = new AbortController();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new ApiClient({ url, apiKey: 'k' }, ending.signal);
  const sent = await SentFiles.open(join(root, 'data'), folder);
  const watched = { folder, client, sent, intervalMs: 40, settleMs, wholeMs, onBatch: countTold, note: vi.fn() };
  const running = watchFolder(watched, isOnce);
  return {
    running,
    async end() {
      ending.abort(new Error('ended'));
      await expect(running).rejects.toThrow('ended');
    },
  };
}

const put = (name: string, text = 'a page') => writeFile(join(folder, name), text);
const countTold = ({ files }: SentBatch) => {
  toldCount += files.length;
};
const untilTaken = (...names: string[]) =>
  vi.waitFor(() => {
    expect(taken.toSorted()).toEqual(names.toSorted());
    expect(toldCount).toBe(names.length);
  }, patienceMs);

describe('watchFolder', () => {
  it('sends what lies there and what comes, also into folders, each once', async () => {
    await put('first.png');
    const watch = await start();
    await untilTaken('first.png');
    await mkdir(join(folder, 'today'));
    await put('today/second.png');
    await untilTaken('first.png', 'second.png');
    await sleep(300);
    await watch.end();
    expect(taken).toEqual(['first.png', 'second.png']);
  });

  it('waits until a file is written, and leaves unfinished names alone', async () => {
    const watch = await start(false, 3000);
    await put('slow.png', 'a');
    await put('copy.png.part');
    for (let i = 0; i < 8; i += 1) {
      await sleep(100);
      await appendFile(join(folder, 'slow.png'), 'more');
      expect(taken).toEqual([]);
    }
    await untilTaken('slow.png');
    await rename(join(folder, 'copy.png.part'), join(folder, 'copy.png'));
    await untilTaken('slow.png', 'copy.png');
    await watch.end();
  });

  it('waits for the second half of a file whose writer pauses, and sends it as one', async () => {
    const pdf = '%PDF-1.4\n1 0 obj\n<< >>\nendobj\nstartxref\n9\n%%EOF\n';
    const watch = await start();
    await put('scan.pdf', pdf.slice(0, 30));
    await sleep(1200);
    expect(taken).toEqual([]);
    await appendFile(join(folder, 'scan.pdf'), pdf.slice(30));
    await untilTaken('scan.pdf');
    await watch.end();
  });

  it('sends a file that never becomes whole when it was waited for long enough', async () => {
    const watch = await start(false, 100, 900);
    await put('broken.pdf', '%PDF-1.4\nhalf');
    await sleep(500);
    expect(taken).toEqual([]);
    await untilTaken('broken.pdf');
    await watch.end();
  });

  it('with --once leaves a file that is not whole to the next watch, unless it is old', async () => {
    await put('half.pdf', '%PDF-1.4\nhalf');
    await put('old.pdf', '%PDF-1.4\nhalf, long ago');
    await utimes(join(folder, 'old.pdf'), 1_700_000_000, 1_700_000_000);
    await (await start(true)).running;
    expect(taken).toEqual(['old.pdf']);
  });

  it('knows after a restart what it has sent, and sends a file again when it was changed', async () => {
    await put('a.png');
    const first = await start();
    await untilTaken('a.png');
    await first.end();
    await put('b.png');
    const second = await start();
    await untilTaken('a.png', 'b.png');
    await put('a.png', 'another page of another length');
    await untilTaken('a.png', 'a.png', 'b.png');
    await second.end();
  });

  it('sends a file again whose note was cut off by a crash', async () => {
    await put('a.png');
    const first = await start();
    await untilTaken('a.png');
    await first.end();
    const { readdir, readFile } = await import('node:fs/promises');
    const [log] = await readdir(join(root, 'data', 'watch'));
    const path = join(root, 'data', 'watch', basename(log));
    await writeFile(path, (await readFile(path, 'utf8')).slice(0, -10));
    const second = await start();
    await untilTaken('a.png', 'a.png');
    await second.end();
  });

  it('waits for a server that is away', async () => {
    refusal = { status: 503, code: 'db.unavailable' };
    await put('a.png');
    const watch = await start();
    await sleep(1500);
    expect(taken).toEqual([]);
    refusal = undefined;
    await untilTaken('a.png');
    await watch.end();
  });

  it('ends with the reason when the server does not know the key', async () => {
    refusal = { status: 401, code: 'auth.invalid' };
    await put('a.png');
    const { running } = await start();
    await expect(running).rejects.toMatchObject({ exitCode: 4, code: 'auth.invalid' });
  });

  it('with --once sends what lies there and returns', async () => {
    await put('a.png');
    await put('b.png.tmp');
    await (await start(true)).running;
    expect(taken).toEqual(['a.png']);
    await (await start(true)).running;
    expect(taken).toEqual(['a.png']);
  });
});
