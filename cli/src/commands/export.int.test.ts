import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { loadConfig } from '@longhand/config';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Output } from '../terminal/output.js';
import { exportCommand } from './export.js';

const document = '0199a5c2-7d1e-7c3f-9a51-3f1c2b6d8e90';
const batch = '0199a5c2-7d1e-7c3f-9a51-000000000000';

let folder: string;
let server: Server;
let asked: string[];
let isBroken: boolean;
let pages: { number: number; error?: { code: string; message: string } }[];
const unreadPage = { page: 2, code: 'image.truncated', message: 'The file ends early.' };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longhand-export-'));
  asked = [];
  isBroken = false;
  pages = [{ number: 1 }];
  server = createServer((request, response) => answer(request.url ?? '', response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

function answer(url: string, response: ServerResponse): void {
  asked.push(url);
  const [, kind, id, action] = /^\/v1\/(documents|batches)\/([^/]+)\/?(\w*)/.exec(url) ?? [];
  if (action === 'export') {
    const extension = kind === 'batches' ? 'zip' : url.includes('alto') ? 'alto.xml' : 'pdf';
    response.writeHead(200, { 'content-disposition': `attachment; filename="${id}.${extension}"` });
    response.write('the file');
    if (isBroken) setTimeout(() => response.destroy(), 50);
    else response.end();
  } else if (kind === 'documents' && id === document) {
    response.end(JSON.stringify({ id, name: 'letter: "old"/1905.v2.png', pages }));
  } else if (kind === 'batches' && id === batch) {
    const documents = pages.some(({ error }) => error)
      ? [{ id: document, name: 'old.pdf', failedPages: [unreadPage] }]
      : [];
    response.end(JSON.stringify({ id, documents }));
  } else {
    const code = `${kind === 'batches' ? 'batch' : 'document'}.not_found`;
    response.writeHead(404).end(JSON.stringify({ error: { code, message: 'None.', requestId: 'r' } }));
  }
}

/** Runs the command and gives what it printed. */
let exitCode: number;
async function run(words: string[], values: Record<string, string | boolean> = {}): Promise<string> {
  let printed = '';
  const sink = (take: (text: string) => void) =>
    new Writable({
      write(chunk, _encoding, done) {
        take(String(chunk));
        done();
      },
    });
  const print = (text: string) => {
    printed += text;
  };
  const streams = { stdout: sink(print), stderr: sink(() => undefined) };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const config = loadConfig({ LONGHAND_URL: url, LONGHAND_API_KEY: 'k' });
  const out = new Output(values.json === true, streams);
  const { signal } = new AbortController();
  exitCode = await exportCommand.run({
    values: { out: folder, ...values },
    words,
    out,
    config,
    dataDir: folder,
    signal,
  });
  return printed;
}

describe('longhand export', () => {
  it('saves a document under its own name, as PDF unless something else is asked for', async () => {
    const file = join(folder, 'letter_ _old_1905.v2.pdf');
    expect(await run([document])).toBe(`${file}\n`);
    expect(await readFile(file, 'utf8')).toBe('the file');
    expect(asked).toEqual([`/v1/documents/${document}`, `/v1/documents/${document}/export?format=pdf`]);
    await run([document], { format: 'alto', page: '3' });
    expect(asked.at(-1)).toBe(`/v1/documents/${document}/export?format=alto&page=3`);
    expect(await readdir(folder)).toContain('letter_ _old_1905.v2.alto.xml');
    await run([document], { format: 'txt', marks: 'letters', out: join(folder, 'marked.txt') });
    expect(asked.at(-1)).toBe(`/v1/documents/${document}/export?format=txt&marks=letters`);
    await expect(run([document], { marks: 'all' })).rejects.toThrow(/words, letters, none/);
  });

  it('saves a batch as an archive, several things side by side, and says so to programs', async () => {
    const lines = (await run([batch, document, document], { json: true })).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { batch, format: 'pdf', file: join(folder, `batch-${batch}.zip`), sizeBytes: 8, failed: [] },
      { document, format: 'pdf', file: join(folder, 'letter_ _old_1905.v2.pdf'), sizeBytes: 8, failed: [] },
      { document, format: 'pdf', file: join(folder, 'letter_ _old_1905-2.v2.pdf'), sizeBytes: 8, failed: [] },
    ]);
  });

  it('says in its exit code and to programs what could not be read', async () => {
    const { page: number, ...error } = unreadPage;
    pages = [{ number: 1 }, { number, error }];
    const [one, all] = (await run([document, batch], { json: true })).trim().split('\n');
    expect(exitCode).toBe(1);
    expect(JSON.parse(one).failed).toEqual([
      { documentId: document, name: 'letter: "old"/1905.v2.png', ...unreadPage },
    ]);
    expect(JSON.parse(all).failed).toEqual([{ documentId: document, name: 'old.pdf', ...unreadPage }]);
    await run([document], { page: '1', force: true });
    expect(exitCode).toBe(0);
  });

  it('replaces a file only when told to', async () => {
    const out = join(folder, 'mine.pdf');
    await writeFile(out, 'precious');
    await expect(run([document], { out })).rejects.toThrow(/already exists/);
    expect(await readFile(out, 'utf8')).toBe('precious');
    await run([document], { out, force: true });
    expect(await readFile(out, 'utf8')).toBe('the file');
  });

  it('leaves nothing behind when the connection breaks in the middle', async () => {
    isBroken = true;
    await expect(run([document])).rejects.toMatchObject({ exitCode: 3 });
    expect(await readdir(folder)).toEqual([]);
  });

  it('ends with a code of its own for an id that nobody knows, and for a wrong command line', async () => {
    await expect(run(['0199a5c2-7d1e-7c3f-9a51-ffffffffffff'])).rejects.toMatchObject({ exitCode: 5 });
    await expect(run([])).rejects.toMatchObject({ exitCode: 2 });
    await expect(run([document], { format: 'docx' })).rejects.toMatchObject({ exitCode: 2 });
    await expect(run([batch], { page: '1' })).rejects.toMatchObject({ exitCode: 2 });
  });
});
