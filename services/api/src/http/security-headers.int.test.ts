import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pngBytes, startApi, type TestApi } from '../start-api.test-suite.js';

let api: TestApi;
let documentId: string;
beforeAll(async () => {
  api = await startApi();
  const { files } = await api.receipt([{ name: 'a.png', bytes: pngBytes() }]);
  documentId = files[0].documentId as string;
});
afterAll(() => api?.close());

const paths = () => ['/health/live', '/v1/documents', `/v1/documents/${documentId}/original`, '/nowhere', '/docs'];

describe('every answer', () => {
  it('tells a browser to run only what is ours, guess no type, be in no frame and not say where it was', async () => {
    for (const path of paths()) {
      const { headers } = await api.call(path, { headers: { origin: 'https://elsewhere.example' } });
      const of = (name: string) => [path, headers.get(name)];
      expect(of('x-content-type-options')).toEqual([path, 'nosniff']);
      expect(of('referrer-policy')).toEqual([path, 'no-referrer']);
      expect(of('x-powered-by')).toEqual([path, null]);
      const policy = headers.get('content-security-policy') ?? '';
      expect([path, policy]).toEqual([path, expect.stringMatching(/frame-ancestors '(self|none)'|sandbox/)]);
      expect([path, policy]).toEqual([path, expect.stringMatching(/object-src 'none'|default-src 'none'/)]);
      // No other site may read an answer.
      expect(of('access-control-allow-origin')).toEqual([path, null]);
    }
  });

  it('about records says its type and character set, and is kept in no cache', async () => {
    const { headers } = await api.call('/v1/documents');
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(headers.get('cache-control')).toMatch(/no-store/);
  });

  it('to a preflight of another site allows nothing', async () => {
    const { headers } = await fetch(`${api.url}/v1/documents`, {
      method: 'OPTIONS',
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'DELETE' },
    });
    expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
});

/** What a server says to bytes that no client library would send. */
function answerTo(raw: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
    });
    socket.once('error', reject).once('close', () => resolve(answer));
    socket.write(raw);
  });
}

describe('a request', () => {
  it.each([
    ['with two lengths', 'Content-Length: 3\r\nContent-Length: 5\r\n\r\nabcde'],
    ['with a length and chunks', 'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['with a coding that is none', 'Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n'],
  ])('%s is refused, so that no proxy sees another end of it than we do', async (_, rest) => {
    expect(await answerTo(`POST /v1/sessions HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${rest}`)).toMatch(
      /^HTTP\/1\.1 400 /,
    );
  });

  it('of the method TRACE shows nothing of itself', async () => {
    const answer = await answerTo('TRACE /v1/me HTTP/1.1\r\nHost: x\r\nX-Secret: planted\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).not.toContain('planted');
  });

  it.each(['/.git/config', '/assets/', '/../package.json', '/%2e%2e/package.json', '/.env'])(
    'for %s gets no file and no list of files',
    async (path) => {
      const answer = await answerTo(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect(answer).not.toMatch(/\[core\]|"workspaces"|Index of|PASSWORD=/);
      expect(answer).not.toMatch(/^HTTP\/1\.1 5/);
    },
  );
});
