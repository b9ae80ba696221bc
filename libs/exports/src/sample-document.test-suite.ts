import type { PageView, WordView } from '@longhand/contracts';
import type { ExportedDocument, PicturedPage } from './export-document.js';

/** When the sample was exported. */
export const exportedAt = '2026-03-04T05:06:07.000Z';

export const sampleDocument: ExportedDocument = {
  id: '0199a5c2-7d1e-7c3f-9a51-3f1c2b6d8e90',
  batchId: '0199a5c2-7d1e-7c3f-9a51-000000000000',
  name: 'letter & more.jpg',
  title: 'Ärztlicher Brief <1905> "Müller"',
  recordDate: '1905-03-01',
  tags: [],
  status: 'done',
  pageCount: 2,
  mediaType: 'image/jpeg',
  sizeBytes: 1,
  createdAt: '2026-03-01T00:00:00.000Z',
  updatedAt: '2026-03-02T00:00:00.000Z',
  sha256: 'ab'.repeat(32),
  modelVersions: ['reader-1'],
};

export type SampleWord = Partial<WordView> & { text: string };

/**
 * A page of these lines: words 40 px high, 20 px a character, 10 px apart, lines 60 px apart,
 * indented by 30 px.
 */
export function samplePage(number: number, lines: readonly (readonly SampleWord[])[], size = [1000, 1400]): PageView {
  return {
    id: `0199a5c2-7d1e-7c3f-9a51-${String(number).padStart(12, '0')}`,
    documentId: sampleDocument.id,
    number,
    status: 'recognised',
    width: size[0],
    height: size[1],
    modelVersion: 'reader-1',
    confidence: 0.9,
    text: lines.map((line) => line.map(({ text }) => text).join(' ')).join('\n'),
    lines: lines.map((line, i) => lineOf(line, i)),
    deleted: [],
  };
}

function lineOf(words: readonly SampleWord[], number: number): PageView['lines'][number] {
  const y = 50 + 60 * number;
  let x = 30;
  const placed = words.map((given, i): WordView => {
    const width = 20 * Math.max(1, [...given.text].length);
    const box = { x, y, width, height: 40 };
    x += width + 10;
    const id = `0199a5c2-7d1e-7c3f-9a51-${String(100 * number + i).padStart(12, '0')}`;
    const { text } = given;
    const sure = { confidence: 0.9, uncertain: false, doubtfulLetters: [], alternatives: [] };
    return { id, markedText: text, reading: text, box, ...sure, ...given };
  });
  return {
    id: `0199a5c2-7d1e-7c3f-9a52-${String(number).padStart(12, '0')}`,
    number,
    box: { x: 30, y, width: x - 40, height: 40 },
    baseline: [
      { x: 30, y: y + 30 },
      { x: x - 10, y: y + 31 },
    ],
    words: placed,
  };
}

/**
 * Everything that is hard to write down: accents, markup, control characters, characters outside
 * the base plane, corrections, doubt.
 */
export const samplePages: PageView[] = [
  samplePage(1, [
    [{ text: 'Dr.' }, { text: 'Müller' }, { text: 'çà' }, { text: 'naïve' }, { text: 'Łódź' }],
    [{ text: '<b>&"\'' }, { text: 'bell\u0007\u0000' }, { text: '😀x' }, { text: '\ud800lone' }],
    [
      {
        text: 'penicillin',
        reading: 'peniciilin',
        confidence: 0.41,
        uncertain: true,
        correctedBy: 'key abc',
        correctedAt: '2026-03-02T01:02:03.000Z',
        alternatives: [{ text: 'penicillin', probability: 0.3 }],
      },
      { text: '5', confidence: 0.51234, uncertain: true, alternatives: [{ text: 'S', probability: 0.25 }] },
      { text: 'mg', confidence: 1.2 },
    ],
    [{ text: '', correctedBy: 'key abc', correctedAt: '2026-03-02T01:02:04.000Z' }],
  ]),
  samplePage(2, [], [700, 500]),
  samplePage(3, [[{ text: 'last' }, { text: 'page' }]]),
];

/** A page of one line that was read and one in Tamil, which was not. */
export function pageWithTamil(): PageView {
  const page = samplePage(1, [[{ text: 'Dear' }, { text: 'Ann' }], []]);
  return { ...page, lines: [page.lines[0], { ...page.lines[1], script: 'Taml' }] };
}

export async function* streamOf<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

export const pictured = (jpegOf: (page: PageView) => Uint8Array | undefined): AsyncGenerator<PicturedPage> =>
  streamOf(samplePages.map((page) => ({ page, jpeg: jpegOf(page) })));

export async function joined(pieces: AsyncIterable<string>): Promise<string> {
  let all = '';
  for await (const piece of pieces) all += piece;
  return all;
}
