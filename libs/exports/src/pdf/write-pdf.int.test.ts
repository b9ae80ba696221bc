import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PageView } from '@longhand/contracts';

import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PicturedPage } from '../export-document.js';
import {
  exportedAt,
  pictured,
  sampleDocument,
  samplePage,
  samplePages,
  streamOf,
} from '../sample-document.test-suite.js';
import { hasProgram } from '../has-program.test-suite.js';
import { writePdf } from './write-pdf.js';

const hasPoppler = hasProgram('pdftotext', 'poppler-utils', process.env);
const hasQpdf = hasProgram('qpdf', 'qpdf', process.env);
const tolerancePoints = 3;

let folder: string;
let path: string;
const jpegs = new Map<number, Buffer>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'longhand-pdf-'));
  for (const { number, width = 1, height = 1 } of samplePages) {
    const picture = sharp({ create: { width, height, channels: 3, background: '#e0d0c0' } });
    // A grey picture, and a page that never got one.
    if (number === 1) jpegs.set(1, await picture.jpeg().toBuffer());
    if (number === 2) jpegs.set(2, await picture.toColourspace('b-w').jpeg().toBuffer());
  }
  path = await write(
    'sample.pdf',
    pictured(({ number }) => jpegs.get(number)),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

async function write(name: string, pages: AsyncIterable<PicturedPage>): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of writePdf(sampleDocument, pages, exportedAt)) pieces.push(piece);
  const file = join(folder, name);
  writeFileSync(file, Buffer.concat(pieces));
  return file;
}

const run = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: 'utf8' });

interface FoundWord {
  text: string;
  /** Left, top, right, bottom in points. */
  box: number[];
}

const characters: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const withoutEntities = (text: string) => text.replace(/&(\w+);/g, (_, name) => characters[name]);

/** What pdftotext finds, a list a page. */
function wordsIn(file: string): { size: number[]; words: FoundWord[] }[] {
  const html = run('pdftotext', '-bbox', file, '-');
  return html
    .split('<page ')
    .slice(1)
    .map((page) => ({
      size: [...page.slice(0, page.indexOf('>')).matchAll(/"([\d.]+)"/g)].map(([, value]) => Number(value)),
      words: [...page.matchAll(/<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*?)<\/word>/g)].map(
        ([, x0, y0, x1, y1, text]) => ({ text: withoutEntities(text), box: [x0, y0, x1, y1].map(Number) }),
      ),
    }));
}

/** The boxes of a page's words in points. */
function expectedBoxes(page: PageView, pageWidth: number): number[][] {
  const scale = pageWidth / (page.width ?? 1);
  return page.lines
    .flatMap(({ words }) => words)
    .filter(({ text }) => text !== '')
    .map(({ box: { x, y, width, height } }) => [x, y, x + width, y + height].map((value) => value * scale));
}

describe.runIf(hasPoppler)('the words of a searchable PDF', () => {
  it('are found by pdftotext at their boxes within 3 points, with accents and without control characters', () => {
    const [first, second, third] = wordsIn(path);
    expect(first.words.map(({ text }) => text)).toEqual([
      'Dr.',
      'Müller',
      'çà',
      'naïve',
      'Łódź',
      '<b>&"\'',
      'bell',
      '😀x',
      'lone',
      'penicillin',
      '5',
      'mg',
    ]);
    for (const [i, expected] of expectedBoxes(samplePages[0], first.size[0]).entries()) {
      for (const [side, value] of expected.entries()) {
        const away = Math.abs(first.words[i].box[side] - value);
        expect(away, `${first.words[i].text}, side ${side}`).toBeLessThan(tolerancePoints);
      }
    }
    expect(second.words).toEqual([]);
    expect(third.words.map(({ text }) => text)).toEqual(['last', 'page']);
  });

  it('stay words and lines when they are copied, also where boxes touch or overlap', async () => {
    const page = samplePage(1, [[{ text: 'blood' }, { text: 'pressure' }], [{ text: '120/80' }]]);
    const [left, right] = page.lines[0].words;
    right.box = { ...right.box, x: left.box.x + left.box.width - 4 };
    const file = await write('tight.pdf', streamOf([{ page }]));
    expect(
      run('pdftotext', file, '-')
        .trim()
        .split(/\s*\n\s*/),
    ).toEqual(['blood pressure', '120/80']);
  });

  it('lie on pages that fit on A4, upright or on their side', () => {
    const [[width, height], [wide, high]] = wordsIn(path).map(({ size }) => size);
    expect(width / height).toBeCloseTo(1000 / 1400, 3);
    expect([width <= 595.3, height <= 841.9]).toEqual([true, true]);
    expect([Math.round(wide), Math.round(high)]).toEqual([833, 595]);
  });

  it('are invisible: the page is drawn as its picture', () => {
    run('pdftoppm', '-r', '30', '-f', '1', '-l', '1', '-png', path, join(folder, 'drawn'));
    const png = run('ls', folder)
      .split('\n')
      .find((name) => name.startsWith('drawn'));
    return sharp(join(folder, png ?? ''))
      .stats()
      .then(({ channels }) => {
        for (const { max, min } of channels) expect(max - min).toBeLessThan(6);
      });
  });
});

describe.runIf(hasQpdf)('qpdf', () => {
  it('finds nothing wrong with the file', () => {
    expect(run('qpdf', '--check', path)).toContain('No syntax or stream encoding errors found');
  });

  it('finds in it what PDF/A-2b asks for', () => {
    const objects = JSON.parse(
      run('qpdf', '--json=2', '--json-stream-data=inline', '--decode-level=generalized', path),
    );
    const parts = objects.qpdf[1] as Record<string, { value?: Record<string, unknown>; stream?: PdfStream }>;
    const of = (key: unknown) => parts[`obj:${key}`];
    const catalog = of((parts.trailer.value as { '/Root': string })['/Root']).value as Record<string, string>;
    const xmp = text(of(catalog['/Metadata']).stream);
    expect(xmp).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(xmp).toContain('<pdfaid:conformance>B</pdfaid:conformance>');
    expect(xmp).toContain('Ärztlicher Brief &lt;1905&gt; &quot;Müller&quot;');
    expect(of(catalog['/Metadata']).stream?.dict).not.toHaveProperty('/Filter');
    const [intent] = catalog['/OutputIntents'] as unknown as Record<string, string>[];
    expect(intent['/S']).toBe('/GTS_PDFA1');
    const profile = bytes(of(intent['/DestOutputProfile']).stream);
    expect([profile.readUInt32BE(0), profile.toString('latin1', 12, 24)]).toEqual([profile.length, 'mntrRGB XYZ ']);
    const all = Object.values(parts);
    const descriptor = all.find(({ value }) => value?.['/Type'] === '/FontDescriptor')?.value;
    const program = bytes(of(descriptor?.['/FontFile2']).stream);
    expect(checksumOf(program)).toBe(0xb1b0afba);
    expect(parts.trailer.value).toHaveProperty('/ID');
    expect(JSON.stringify(all)).not.toMatch(/\/(JavaScript|Launch|EmbeddedFile|Encrypt|Transparency|SMask)\b/);
  });
});

interface PdfStream {
  data: string;
  dict: Record<string, unknown>;
}
const bytes = (stream?: PdfStream) => Buffer.from(stream?.data ?? '', 'base64');
const text = (stream?: PdfStream) => bytes(stream).toString('utf8');

/** Of a whole font file, as OpenType sums it up. */
function checksumOf(font: Buffer): number {
  let sum = 0;
  for (let at = 0; at < font.length; at += 4) sum = (sum + font.readUInt32BE(at)) >>> 0;
  return sum;
}

describe('writePdf', () => {
  it('asks for the next page only when the last one has been taken, and keeps none of them', async () => {
    const jpeg = jpegs.get(1) as Buffer;
    let given = 0;
    let taken = 0;
    let most = 0;
    async function* pages(): AsyncGenerator<PicturedPage> {
      for (; given < 200; given += 1) {
        most = Math.max(most, given - taken);
        yield { page: { ...samplePages[0], number: given + 1 }, jpeg };
      }
    }
    for await (const piece of writePdf(sampleDocument, pages(), exportedAt)) {
      if (piece.includes('/Type /Page /Parent')) taken += 1;
    }
    expect([given, taken, most]).toEqual([200, 200, 0]);
  });

  it('refuses a damaged picture with a code', async () => {
    const pages = streamOf([{ page: samplePages[0], jpeg: Buffer.from('not a picture at all') }]);
    await expect(write('bad.pdf', pages)).rejects.toMatchObject({ code: 'export.picture_unreadable' });
  });
});
