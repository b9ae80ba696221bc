import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodePage } from '../decode-page.js';
import { openDocument } from '../open-document.js';
import { outcomeOf, sizesOf } from '../testing/outcome.js';
import { onePagePdf, pdfOfObjects } from '../testing/pdf-objects.js';
import { tempFiles } from '../testing/temp-files.js';

const square = (width: number, height: number) => `0 g 0 ${height / 3} ${width / 3} ${height / 3} re f`;

describe('files inside a PDF', () => {
  const page = { width: 144, height: 144, content: square(144, 144) };
  /** A PDF of one page that holds these files, each with its name. */
  const holding = (files: [string, Uint8Array | string][], catalogue = '') =>
    onePagePdf({
      ...page,
      catalogue: `/Names << /EmbeddedFiles << /Names [${files
        .map(([name], i) => `(${String(i).padStart(3, '0')}${name}) ${5 + 2 * i} 0 R`)
        .join(' ')}] >> >> ${catalogue}`,
      more: files.flatMap(([name, stream], i) => [
        `<< /Type /Filespec /F (${name}) /UF (${name}) /EF << /F ${6 + 2 * i} 0 R >> >>`,
        { dictionary: '/Type /EmbeddedFile', stream },
      ]),
    });
  const plain = onePagePdf(page);
  const wide = onePagePdf({ width: 288, height: 144 });
  const [square600, wide600] = [
    [600, 600],
    [1200, 600],
  ];
  const leftOut = ['document.files_inside'];
  const pinned = onePagePdf({
    ...page,
    page: '/Annots [5 0 R]',
    more: [
      '<< /Type /Annot /Subtype /FileAttachment /Rect [100 100 120 120] /FS 6 0 R >>',
      '<< /Type /Filespec /F (scan.jpg) /EF << /F 7 0 R >> >>',
      { dictionary: '/Type /EmbeddedFile', stream: 'x' },
    ],
  });
  const nested = (depth: number): Buffer => (depth === 0 ? wide : holding([['in.pdf', nested(depth - 1)]]));

  test.each<[string, Buffer, number[][], string[][]]>([
    ['a scan', holding([['scan.pdf', wide]]), [square600, wide600], [[], []]],
    [
      'two scans in a portfolio, and a letter that cannot be read',
      holding(
        [
          ['a.pdf', wide],
          ['letter.docx', 'PK'],
          ['b.pdf', plain],
        ],
        '/Collection << /Type /Collection >>',
      ),
      [square600, wide600, square600],
      [leftOut, [], []],
    ],
    ['a damaged scan', holding([['scan.pdf', wide.subarray(0, 300)]]), [square600], [leftOut]],
    ['an invoice for programs', holding([['factur-x.xml', '<a/>']]), [square600], [[]]],
    ['a file that is pinned to the page', pinned, [square600], [leftOut]],
    ['a scan in a PDF in a PDF', nested(2), [square600, square600, wide600], [[], [], []]],
    ['a scan too deep inside', nested(3), [square600, square600, square600], [[], [], leftOut]],
  ])('%s', async (_, bytes, sizes, warnings) => {
    const outcome = await outcomeOf(bytes);
    expect(sizesOf(outcome)).toEqual(sizes);
    expect(outcome.pages.map((each) => each.warnings)).toEqual(warnings);
  });

  test('leave nothing on the disk, and are left out where the document would have too many pages', async () => {
    const files = tempFiles();
    const limits = { maxPixels: 60_000_000, maxPages: 2, timeoutMs: 60_000 };
    try {
      const path = files.put(
        holding([
          ['a.pdf', wide],
          ['b.pdf', plain],
        ]),
      );
      const before = readdirSync(dirname(path));
      expect((await openDocument(path, limits)).pageCount).toBe(2);
      expect((await decodePage(path, 1, limits)).warnings).toEqual(leftOut);
      await expect(decodePage(path, 3, limits)).rejects.toMatchObject({ code: 'document.no_such_page' });
      expect(readdirSync(dirname(path))).toEqual(before);
    } finally {
      files.remove();
    }
  });

  test('are said to be left out on the first page only', async () => {
    const each = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] >>';
    const bytes = pdfOfObjects([
      '<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a.pdf) 5 0 R] >> >> >>',
      '<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>',
      each,
      each,
      '<< /Type /Filespec /F (a.pdf) /EF << /F 6 0 R >> >>',
      { dictionary: '/Type /EmbeddedFile', stream: 'x' },
    ]);
    expect((await outcomeOf(bytes)).pages.map(({ warnings }) => warnings.length)).toEqual([1, 0]);
  });
});
