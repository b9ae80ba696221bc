import { describe, expect, it } from 'vitest';
import {
  joined,
  pageWithTamil,
  sampleDocument,
  samplePage,
  samplePages,
  streamOf,
} from '../sample-document.test-suite.js';
import { parseXml, valuesAt } from './parse-xml.test-suite.js';
import { writeHocr } from './write-hocr.js';

describe('writeHocr', () => {
  it('is well-formed XHTML with a page, a line and a word element for each, and unique ids', async () => {
    const hocr = parseXml(await joined(writeHocr(sampleDocument, streamOf(samplePages))));
    const count = (name: string) => valuesAt(hocr, `//html:*[contains(concat(" ", @class, " "), " ${name} ")]/@id`);
    expect([count('ocr_page'), count('ocr_line').length, count('ocrx_word').length]).toEqual([
      ['page_1', 'page_2', 'page_3'],
      4,
      14,
    ]);
    const ids = valuesAt(hocr, '//@id');
    expect(new Set(ids).size).toBe(ids.length);
    expect(valuesAt(hocr, '//html:title')).toEqual([sampleDocument.title]);
  });

  it('says which words run from right to left', async () => {
    const page = samplePage(1, [
      [{ text: 'חום' }, { text: '38,5' }, { text: 'حمى' }, { text: 'रोगी' }, { text: '患者' }],
    ]);
    const hocr = parseXml(await joined(writeHocr(sampleDocument, streamOf([page]))));
    expect(valuesAt(hocr, '//html:span[@dir="rtl"]')).toEqual(['חום', 'حمى']);
    expect(valuesAt(hocr, '//html:span[contains(@class, "ocrx_word")]')).toEqual([
      'חום',
      '38,5',
      'حمى',
      'रोगी',
      '患者',
    ]);
  });

  it('keeps a line in a script that was not read, with its place', async () => {
    const hocr = parseXml(await joined(writeHocr(sampleDocument, streamOf([pageWithTamil()]))));
    expect(valuesAt(hocr, '//html:span[@lang="und-Taml"]/@title')).toEqual([expect.stringMatching(/^bbox 30 110 /)]);
    expect(valuesAt(hocr, '//html:span[@lang]')).toEqual(['']);
  });

  it('says where each word is and how sure it is', async () => {
    const hocr = parseXml(await joined(writeHocr(sampleDocument, streamOf(samplePages))));
    const title = (text: string) => valuesAt(hocr, `//html:span[.="${text}"]/@title`)[0];
    expect(title('Müller')).toBe('bbox 100 50 220 90; x_wconf 90');
    expect(title('5')).toMatch(/x_wconf 51$/);
    expect(title('penicillin')).toMatch(/x_wconf 100$/);
    expect(valuesAt(hocr, '//html:span[.="penicillin"]/@class')).toEqual(['ocrx_word corrected']);
    expect(valuesAt(hocr, '//html:div[@id="page_1"]/@title')).toEqual([
      'image "page-0001.jpg"; bbox 0 0 1000 1400; ppageno 0',
    ]);
    expect(valuesAt(hocr, '//html:span[@class="ocr_line"]/@title')[0]).toMatch(/; baseline 0\.00\d+ -10$/);
  });
});
