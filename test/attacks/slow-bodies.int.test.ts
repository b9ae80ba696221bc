import { connect, type Socket } from 'node:net';
import { allowedMs, until } from '@longhand/test-kit';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { errorOf, startApi, type TestApi } from '../../services/api/src/start-api.test-suite.js';

const bodySeconds = 2;
const maxConnections = 200;
/** Strangers come from another address of this machine. */
const stranger = '127.0.0.2';
let api: TestApi;
let sockets: Socket[] = [];
beforeAll(async () => {
  api = await startApi({
    HTTP_BODY_SECONDS: String(bodySeconds),
    HTTP_MAX_CONNECTIONS: String(maxConnections),
    HTTP_REQUESTS_PER_MINUTE: '0',
  });
});
afterAll(() => api?.close());
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets = [];
});

interface Slow {
  socket: Socket;
  answer: () => string;
  isCut: () => boolean;
}

/** Begins a request and sends a byte of its body now and then, for as long as it is let. */
function dribble(head: string, type = 'application/json'): Slow {
  const socket = connect({ port: Number(new URL(api.url).port), host: '127.0.0.1', localAddress: stranger });
  sockets.push(socket);
  let answer = '';
  let isCut = false;
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text;
  });
  socket.on('error', () => undefined);
  socket.write(`${head}\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: 100000\r\n\r\n`);
  const timer = setInterval(() => socket.write(' '), 100);
  socket.once('close', () => {
    isCut = true;
    clearInterval(timer);
  });
  return { socket, answer: () => answer, isCut: () => isCut };
}

/** Median time of reads one after another, ms; fails when one is not answered. */
async function readMs(): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 60; i += 1) {
    const startedAt = performance.now();
    const response = await api.call('/v1/documents');
    await response.arrayBuffer();
    expect(response.status).toBe(200);
    times.push(performance.now() - startedAt);
  }
  return times.toSorted((a, b) => a - b)[30];
}

it('60 bodies that arrive byte by byte are cut, unread by anybody, and others are served meanwhile', async () => {
  const idleMs = await readMs();
  const slow = Array.from({ length: 60 }, () => dribble('POST /v1/sessions HTTP/1.1'));
  const reading = readMs();
  const tookMs = await until('all are cut', () => slow.every(({ isCut }) => isCut()), bodySeconds * 1000 + 3000);
  const underAttackMs = await reading;
  console.log(
    `60 slow bodies: cut after ${Math.round(tookMs)} ms; a read took ${underAttackMs.toFixed(1)} ms, idle ` +
      `${idleMs.toFixed(1)} ms`,
  );
  expect(slow.filter(({ answer }) => /^HTTP\/1\.1 408 [\s\S]*request\.too_slow/.test(answer()))).toHaveLength(60);
  expect(underAttackMs).toBeLessThan(allowedMs(Math.max(20, 3 * idleMs)));
});

it('a body behind an answer, or of an upload without a valid key, holds its connection no longer', async () => {
  const slow = [
    dribble('POST /v1/batches HTTP/1.1'),
    dribble('POST /v1/batches HTTP/1.1', 'multipart/form-data; boundary=x'),
    dribble('PATCH /v1/batches/x/uploads/0 HTTP/1.1'),
    dribble('PATCH /v1/batches/x/uploads/0 HTTP/1.1', 'application/offset+octet-stream'),
    dribble('GET /health/live HTTP/1.1'),
    dribble('POST /nowhere HTTP/1.1'),
  ];
  await until('all are cut', () => slow.every(({ isCut }) => isCut()), 10_000);
});

it('an address gets half of the connections, and leaves room for the others', async () => {
  // Requests without an end, which are not cut by the limit of bodies: 20 s are allowed for the
  // headers.
  const port = Number(new URL(api.url).port);
  let closed = 0;
  for (let i = 0; i < 150; i += 1) {
    const socket = connect({ port, host: '127.0.0.1', localAddress: stranger });
    sockets.push(socket);
    socket
      .on('error', () => undefined)
      .once('close', () => {
        closed += 1;
      });
    socket.write('GET /health/live HTTP/1.1\r\nHost: x\r\n');
  }
  await until('what is too much is closed', () => closed >= 50);
  const own = await Promise.all(Array.from({ length: 80 }, () => api.call('/v1/documents')));
  console.log(
    `150 connections of a stranger: ${150 - closed} stay; 80 requests of the clinic: ` +
      `${own.filter(({ ok }) => ok).length} served`,
  );
  expect(closed).toBe(50);
  expect(own.every(({ ok }) => ok)).toBe(true);
});

it('a body that arrives in time is taken, and one that is no JSON is still told so', async () => {
  const response = await api.call('/v1/sessions', {
    method: 'POST',
    body: '{',
    headers: { 'content-type': 'application/json' },
  });
  expect([response.status, (await errorOf(response)).code]).toEqual([400, 'request.invalid']);
});
