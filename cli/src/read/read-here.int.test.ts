import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type FileReading, readHere } from './read-here.js';

const root = new URL('../../../', import.meta.url);
const sheet = ['penicillin', 'Blood pressure', 'cardiology', 'twelve weeks'];

function read(name: string, marks: 'words' | 'none' = 'none'): Promise<FileReading> {
  return readHere(fileURLToPath(new URL(`test/field/${name}`, root)), {
    limits: { maxPixels: 60_000_000, maxPages: 10, timeoutMs: 600_000 },
    modelsDir: fileURLToPath(new URL('models', root)),
    backend: 'auto',
    uncertainBelow: 0.5,
    marks,
    signal: new AbortController().signal,
    onPage: () => {},
  });
}

test.each<[string, string[]]>([
  ['fax-204x98.tif', sheet],
  ['aniso.png', sheet],
  ['noeoi.jpg', sheet],
  ['a3-600.tif', sheet],
  ['a4-600dpi-1px1pt.pdf', sheet],
  ['microfilm-truesize.pdf', sheet],
  ['junk2000.pdf', sheet],
  ['ojpeg.tif', sheet],
  ['thumb-in-chain.tif', sheet],
  ['fx-ap.pdf', ['Margarete Example', 'Penicillin and latex', 'signed by Dr Example']],
])('the text of %s, without any system', async (name, texts) => {
  const { status, pages } = await read(name);
  expect([status, pages.length]).toEqual(['done', 1]);
  for (const text of texts) expect(pages[0].text).toContain(text);
});

test('a file that is none is rejected with its reason', async () => {
  expect(await read('README.md')).toMatchObject({
    status: 'rejected',
    pages: [],
    error: { code: 'file.type_unsupported' },
  });
});
