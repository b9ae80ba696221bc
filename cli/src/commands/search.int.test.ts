import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { loadConfig } from '@longhand/config';
import type { SearchAnswer } from '@longhand/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Output } from '../terminal/output.js';
import { search } from './search.js';

const sure = { documentId: 'd1', title: 'Sure', tags: [], page: 1, score: 0.9, certainty: 0.95, guess: false };
const guessed = { ...sure, documentId: 'd2', title: 'Perhaps', score: 0.1, certainty: 0.2, guess: true };
const hits = [sure, guessed].map((hit) => ({ ...hit, snippet: 'takes amoxil', words: [] }));

let server: Server;
let asked: URLSearchParams;
beforeAll(async () => {
  server = createServer((request, response) => {
    asked = new URL(request.url ?? '', 'http://host').searchParams;
    const answer: SearchAnswer = { hits, took_ms: 3, more: false, limited: false };
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** What `longhand search` prints on standard output. */
async function run(words: string[], values: Record<string, string | boolean> = {}): Promise<string> {
  let printed = '';
  const sink = (take: (text: string) => void) =>
    new Writable({
      write(chunk, _encoding, done) {
        take(String(chunk));
        done();
      },
    });
  const stdout = sink((text) => {
    printed += text;
  });
  const out = new Output(values.json === true, { stdout, stderr: sink(() => undefined) });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const config = loadConfig({ LONGHAND_URL: url, LONGHAND_API_KEY: 'k' });
  await search.run({ values, words, out, config, dataDir: '/nowhere', signal: new AbortController().signal });
  return printed;
}

it('says beside a guess that it is one', async () => {
  const lines = (await run(['amoxicillin'])).split('\n');
  expect(lines.find((line) => line.startsWith('Sure'))).not.toContain('guess');
  expect(lines.find((line) => line.startsWith('Perhaps'))).toMatch(/a guess: 20 % certain/);
});

it('looks for words that look alike unless --exact says not to', async () => {
  await run(['blood', 'pressure'], { tag: 'heart' });
  expect(Object.fromEntries(asked)).toEqual({ q: 'blood pressure', tag: 'heart' });
  await run(['blood'], { exact: true });
  expect(Object.fromEntries(asked)).toEqual({ q: 'blood', fuzzy: 'false' });
});

it('gives scripts one hit a line, with certainty and guess', async () => {
  const lines = (await run(['amoxicillin'], { json: true })).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual(hits);
});
