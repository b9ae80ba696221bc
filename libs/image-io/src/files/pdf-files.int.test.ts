import { describe, expect, test } from 'vitest';
import { darkShare, levelAt, outcomeOf, sizesOf } from '../testing/outcome.js';
import { barPicture, onePagePdf, type PdfObject } from '../testing/pdf-objects.js';

const picture = (width: number, height: number, area: string) => ({
  content: `q ${area} cm /I Do Q`,
  resources: '/XObject << /I 5 0 R >>',
  more: [barPicture(width, height)],
});
const bar = 'Q 0 g';
const square = (width: number, height: number) => `${bar} 0 ${height / 3} ${width / 3} ${height / 3} re f`;

describe('the pixels that a page of a PDF deserves', () => {
  const cases: [string, () => Buffer, [number, number]][] = [
    [
      'a scan of A4',
      () => onePagePdf({ width: 595, height: 842, ...picture(1654, 2339, '595 0 0 842 0 0') }),
      [2479, 3508],
    ],
    ['a label that is drawn', () => onePagePdf({ width: 144, height: 96, content: square(144, 96) }), [600, 400]],
    [
      'a page of microfilm at its true size',
      () => onePagePdf({ width: 60, height: 90, ...picture(1200, 1800, '60 0 0 90 0 0') }),
      [1200, 1800],
    ],
    [
      'a fine picture on a small page',
      () => onePagePdf({ width: 50, height: 70, ...picture(4000, 5600, '50 0 0 70 0 0') }),
      [2506, 3508],
    ],
    [
      'the picture within a form',
      () =>
        onePagePdf({
          width: 60,
          height: 90,
          content: 'q 0.5 0 0 0.5 0 0 cm /X Do Q',
          resources: '/XObject << /X 6 0 R >>',
          more: [
            barPicture(1200, 1800),
            {
              dictionary:
                '/Type /XObject /Subtype /Form /BBox [0 0 120 180] /Matrix [1 0 0 1 0 0] /Resources << /XObject ' +
                '<< /I 5 0 R >> >>',
              stream: 'q 120 0 0 180 0 0 cm /I Do Q',
            },
          ],
        }),
      [1200, 1800],
    ],
    [
      'a picture in ten strips',
      () =>
        onePagePdf({
          width: 60,
          height: 90,
          resources: '/XObject << /I 5 0 R >>',
          more: [barPicture(1200, 180)],
          content: Array.from({ length: 10 }, (_, i) => `q 60 0 0 9 0 ${i * 9} cm /I Do Q`).join(' '),
        }),
      [1200, 1800],
    ],
    [
      'a small page that is turned',
      () => onePagePdf({ width: 60, height: 90, page: '/Rotate 90', ...picture(1200, 1800, '60 0 0 90 0 0') }),
      [1800, 1200],
    ],
    [
      'a scan wrapped at 1 pixel = 1 point',
      () => onePagePdf({ width: 2480, height: 3508, ...picture(2480, 3508, '2480 0 0 3508 0 0') }),
      [2480, 3508],
    ],
    [
      'a large scan wrapped so',
      () => onePagePdf({ width: 6000, height: 6000, ...picture(600, 600, '6000 0 0 6000 0 0') }),
      [600, 600],
    ],
    [
      'a unit of ten points',
      () => onePagePdf({ width: 59.5, height: 84.2, page: '/UserUnit 10', content: square(59.5, 84.2) }),
      [2479, 3508],
    ],
    [
      'a unit of ten points around a scan',
      () =>
        onePagePdf({ width: 59.5, height: 84.2, page: '/UserUnit 10', ...picture(1654, 2339, '59.5 0 0 84.2 0 0') }),
      [2479, 3508],
    ],
    [
      'letters of one point',
      () => onePagePdf({ width: 60, height: 40, content: 'BT /F 1 Tf 5 20 Td (Take two a day) Tj ET' }),
      [2391, 1594],
    ],
    [
      'a trace of three metres',
      () => onePagePdf({ width: 8504, height: 595, content: square(8504, 595) }),
      [16039, 1122],
    ],
    [
      'the largest page of the format',
      () => onePagePdf({ width: 14_400, height: 14_400, content: square(14_400, 14_400) }),
      [4242, 4242],
    ],
    [
      'a cut-out of a sheet',
      () => onePagePdf({ width: 595, height: 842, page: '/CropBox [0 0 288 144]', content: square(288, 144) }),
      [1200, 600],
    ],
  ];
  test.each(cases)('%s', async (_, make, size) => {
    const outcome = await outcomeOf(make());
    expect(outcome.refused).toBeUndefined();
    const [page] = outcome.pages;
    const [width, height] = sizesOf(outcome)[0];
    expect(Math.abs(width - size[0])).toBeLessThanOrEqual(size[0] * 0.003 + 1);
    expect(Math.abs(height - size[1])).toBeLessThanOrEqual(size[1] * 0.003 + 1);
    expect(page.warnings).toEqual([]);
    expect(darkShare(page, [0, 0, 1, 1])).toBeGreaterThan(0.0003);
    expect(levelAt(page, 0.97, 0.97)).toBe(255);
  });

  test('a small page with the picture of a large one shows it sharp', async () => {
    const { pages } = await outcomeOf(onePagePdf({ width: 60, height: 90, ...picture(1200, 1800, '60 0 0 90 0 0') }));
    expect(levelAt(pages[0], 0.33, 0.5)).toBe(0);
    expect(levelAt(pages[0], 0.337, 0.5)).toBe(255);
  });
});

describe('what was filled in is drawn', () => {
  /**
   * The middle of the page, where the field or note lies: 100 to 200 points across and down of 300.
   */
  const field = [1 / 3, 1 / 3, 2 / 3, 2 / 3];
  const box: PdfObject = {
    dictionary: '/Type /XObject /Subtype /Form /BBox [0 0 100 100]',
    stream: '0 g 20 20 60 60 re f',
  };
  const empty: PdfObject = { dictionary: '/Type /XObject /Subtype /Form /BBox [0 0 100 100]', stream: '' };
  const withForm = (fieldText: string, more: PdfObject[] = [], form = '') =>
    onePagePdf({
      width: 300,
      height: 300,
      page: '/Annots [5 0 R]',
      catalogue:
        '/AcroForm << /Fields [5 0 R] /DA (/F 24 Tf 0 g) /DR << /Font << /F << /Type /Font /Subtype /Type1 ' +
        `/BaseFont /Helvetica >> >> >> ${form} >>`,
      more: [`<< /Type /Annot /Subtype /Widget /F 4 /Rect [100 100 200 200] /T (a) ${fieldText} >>`, ...more],
    });
  const withNote = (note: string, more: PdfObject[] = []) =>
    onePagePdf({
      width: 300,
      height: 300,
      page: '/Annots [5 0 R]',
      more: [`<< /Type /Annot /F 4 /Rect [100 100 200 200] ${note} >>`, ...more],
    });

  test.each<[string, () => Buffer]>([
    ['an answer with its appearance', () => withForm('/FT /Tx /V (yes) /AP << /N 6 0 R >>', [box])],
    ['an answer without one', () => withForm('/FT /Tx /V (WWWW) /DA (/F 24 Tf 0 g)')],
    [
      'an answer in a form that asks for appearances',
      () => withForm('/FT /Tx /V (WWWW) /DA (/F 24 Tf 0 g)', [], '/NeedAppearances true'),
    ],
    ['a choice', () => withForm('/FT /Ch /Ff 131072 /Opt [(WWWW) (no)] /V (WWWW) /DA (/F 24 Tf 0 g)')],
    ['a ticked box', () => withForm('/FT /Btn /V /On /AS /On /AP << /N << /On 6 0 R /Off 7 0 R >> >>', [box, empty])],
    [
      'a chosen radio button',
      () => withForm('/FT /Btn /Ff 32768 /V /b /AS /b /AP << /N << /b 6 0 R /Off 7 0 R >> >>', [box, empty]),
    ],
    ['a signature', () => withForm('/FT /Sig /AP << /N 6 0 R >>', [box])],
    ['a stamp', () => withNote('/Subtype /Stamp /AP << /N 6 0 R >>', [box])],
    ['ink', () => withNote('/Subtype /Ink /InkList [[110 110 190 190]] /AP << /N 6 0 R >>', [box])],
    ['a typed note', () => withNote('/Subtype /FreeText /Contents (yes) /AP << /N 6 0 R >>', [box])],
  ])('%s', async (_, make) => {
    const { pages } = await outcomeOf(make());
    expect(darkShare(pages[0], field)).toBeGreaterThan(0.01);
  });

  test.each<[string, () => Buffer]>([
    ['an empty box', () => withForm('/FT /Btn /AS /Off /AP << /N << /On 6 0 R /Off 7 0 R >> >>', [box, empty])],
    ['an empty field', () => withForm('/FT /Tx /DA (/F 24 Tf 0 g)')],
    ['a hidden field', () => withForm('/FT /Tx /V (yes) /AP << /N 6 0 R >> /F 2', [box])],
  ])('%s stays empty', async (_, make) => {
    const { pages } = await outcomeOf(make());
    expect(darkShare(pages[0], field)).toBe(0);
  });
});

describe('a PDF that is not as it should be', () => {
  const plain = onePagePdf({ width: 144, height: 144, content: square(144, 144) });
  const lines = (count: number) => Buffer.from('X-Scanner: ward 7\r\n'.repeat(count));
  test.each<[string, Buffer, string | undefined]>([
    ['lines before its mark, 500 bytes', Buffer.concat([lines(26), plain]), undefined],
    ['lines before its mark, 3 kB', Buffer.concat([lines(160), plain]), undefined],
    ['lines before its mark, 8 kB', Buffer.concat([lines(425), plain]), undefined],
    ['lines before its mark, 12 kB', Buffer.concat([lines(640), plain]), 'file.type_unsupported'],
    ['nothing but noughts before its mark', Buffer.concat([Buffer.alloc(2000), plain]), undefined],
    ['something after its end', Buffer.concat([plain, lines(200)]), undefined],
    ['no end mark', plain.subarray(0, plain.lastIndexOf('%%EOF')), undefined],
    [
      'a wrong place of its table',
      Buffer.from(plain.toString('latin1').replace(/startxref\n\d+/, 'startxref\n7'), 'latin1'),
      undefined,
    ],
    ['nothing but its objects', plain.subarray(0, plain.indexOf('xref\n')), 'pdf.unreadable'],
  ])('%s', async (_, bytes, refused) => {
    const outcome = await outcomeOf(bytes);
    expect(outcome.refused).toBe(refused);
    if (!refused) expect([sizesOf(outcome)[0], levelAt(outcome.pages[0], 0.1, 0.5)]).toEqual([[600, 600], 0]);
  });
});
