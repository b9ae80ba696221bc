import { describe, expect, it } from 'vitest';
import { boundaryOf, readMultipart } from './read-multipart.js';

const BOUNDARY = 'XyZ';

async function* inChunksOf(size: number, bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function form(...parts: [headers: string, body: string | Buffer][]): Buffer {
  const pieces = parts.flatMap(([headers, body]) => [
    Buffer.from(`--${BOUNDARY}\r\n${headers}\r\n\r\n`),
    Buffer.from(body),
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...pieces, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}

async function readAll(source: AsyncIterable<Buffer>) {
  const parts: { field: string; fileName: string | undefined; body: string }[] = [];
  for await (const { field, fileName, body } of readMultipart(source, BOUNDARY)) {
    const chunks: Buffer[] = [];
    for await (const chunk of body) chunks.push(chunk);
    parts.push({ field, fileName, body: Buffer.concat(chunks).toString('latin1') });
  }
  return parts;
}

const file = (name: string) =>
  `Content-Disposition: form-data; name="files"; filename="${name}"\r\nContent-Type: image/png`;

describe('readMultipart', () => {
  const tricky = `\r\n--Xy\r\n--${BOUNDARY.slice(0, -1)}!\r\r\n\r\n`;
  const bytes = form(
    ['Content-Disposition: form-data; name="metadata"', '{}'],
    [file('a.png'), tricky],
    [file('empty.png'), ''],
    [file('b.png'), '\x00\xff'.repeat(3000)],
  );

  it.each([1, 2, 3, 7, 64, 1_000_000])('gives every part, whatever the chunks (%i bytes)', async (size) => {
    expect(await readAll(inChunksOf(size, bytes))).toEqual([
      { field: 'metadata', fileName: undefined, body: '{}' },
      { field: 'files', fileName: 'a.png', body: tricky },
      { field: 'files', fileName: 'empty.png', body: '' },
      { field: 'files', fileName: 'b.png', body: Buffer.from('\x00\xff'.repeat(3000)).toString('latin1') },
    ]);
  });

  it('goes on with the next part when a part is not read, or only begun', async () => {
    const names: (string | undefined)[] = [];
    for await (const part of readMultipart(inChunksOf(50, bytes), BOUNDARY)) {
      names.push(part.fileName);
      if (part.fileName === 'b.png') for await (const _ of part.body) break;
    }
    expect(names).toEqual([undefined, 'a.png', 'empty.png', 'b.png']);
  });

  it('passes on names with control characters, quotes, paths and other alphabets', async () => {
    const names = [
      'a\x01\x07.png',
      '../../etc/x.png',
      'C:\\scans\\x.png',
      'ü 漢.png',
      'say "hi".png',
      'two\nlines.png',
    ];
    const sent = names.map((n) => n.replaceAll('"', '%22').replace('\n', '%0A'));
    const parts = await readAll(inChunksOf(33, form(...sent.map((n): [string, string] => [file(n), 'x']))));
    expect(parts.map((p) => p.fileName)).toEqual(names);
  });

  it('understands quotes as curl writes them, extended names and names without quotes', async () => {
    const head = 'Content-Disposition: form-data; name="files"; filename';
    const parts = await readAll(
      inChunksOf(
        99,
        form(
          [`${head}="a\\"b\\\\c.png"`, 'x'],
          [`${head}="x.png"; filename*=UTF-8''na%C3%AFve.png`, 'x'],
          [`${head}=plain.png`, 'x'],
        ),
      ),
    );
    expect(parts.map((p) => p.fileName)).toEqual(['a"b\\c.png', 'naïve.png', 'plain.png']);
  });

  it.each([
    ['ends early', bytes.subarray(0, bytes.length - 40)],
    ['holds no boundary', Buffer.from('hello')],
    ['is empty', Buffer.alloc(0)],
    ['has a part without a field name', form(['Content-Type: text/plain', 'x'])],
    ['has a part without headers', Buffer.from(`--${BOUNDARY}\r\n\r\nx\r\n--${BOUNDARY}--\r\n`)],
    ['has endless headers', form([`X: ${'y'.repeat(20_000)}`, 'x'])],
  ])('refuses a form that %s', async (_, broken) => {
    await expect(readAll(inChunksOf(16, broken))).rejects.toMatchObject({ code: 'upload.malformed' });
  });
});

describe('boundaryOf', () => {
  it('finds the boundary with and without quotes', () => {
    expect(boundaryOf('multipart/form-data; boundary=abc')).toBe('abc');
    expect(boundaryOf('Multipart/Form-Data; charset=utf-8; boundary="a b;c"')).toBe('a b;c');
  });

  it.each([undefined, 'application/json', 'multipart/form-data', 'multipart/mixed; boundary=a'])(
    'refuses %s',
    (type) => {
      expect(() => boundaryOf(type)).toThrow(expect.objectContaining({ code: 'upload.not_multipart' }));
    },
  );
});
