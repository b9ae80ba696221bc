import { describe, expect, it } from 'vitest';
import { exportedAt, pageWithTamil, samplePage, samplePages } from '../sample-document.test-suite.js';
import { parseXml, valuesAt } from './parse-xml.test-suite.js';
import { writePageXml } from './write-page-xml.js';

const schema = 'page-2019-subset';
const word = (text: string) => `//page:Word[page:TextEquiv[@index="0"]/page:Unicode="${text}"]`;

describe('writePageXml', () => {
  it('gives what PAGE 2019-07-15 allows, also for a page without words', () => {
    const [first, second] = samplePages.map((page) => parseXml(writePageXml(page, exportedAt), schema));
    expect(valuesAt(first, '//page:Page/@imageFilename')).toEqual(['page-0001.jpg']);
    expect(valuesAt(first, '//page:MetadataItem/@value')).toEqual(['reader-1']);
    expect(valuesAt(second, '//page:Page/@imageWidth')).toEqual(['700']);
    expect(valuesAt(second, '//page:TextRegion/@id')).toEqual([]);
  });

  it('fails the schema when something is wrong, so that passing it says something', () => {
    const text = writePageXml(samplePages[0], exportedAt);
    for (const [right, wrong] of [
      [exportedAt, 'yesterday'],
      ['30,50 90,50', '30.5,50 90,50'],
      ['<Unicode>mg</Unicode>', ''],
      ['id="l0_w1"', 'id="l0_w0"'],
      ['conf="0.5123"', 'conf="51"'],
    ]) {
      expect(text).toContain(right);
      expect(() => parseXml(text.replace(right, wrong), schema), wrong).toThrow();
    }
  });

  it('keeps a line in a script that was not read, with its place', () => {
    const page = parseXml(writePageXml(pageWithTamil(), exportedAt), schema);
    expect(valuesAt(page, '//page:TextLine/@custom')).toEqual(['language {type:und-Taml;}']);
    expect(valuesAt(page, '//page:TextLine[@custom]/page:Coords/@points')[0]).toMatch(/^30,110 /);
    expect(valuesAt(page, '//page:TextLine[@custom]/page:TextEquiv/page:Unicode')).toEqual(['']);
  });

  it('gives the correction first, then the reading and the other readings, each with its probability', () => {
    const page = parseXml(writePageXml(samplePages[0], exportedAt));
    const readings = (text: string) => valuesAt(page, `${word(text)}/page:TextEquiv/page:Unicode`);
    const shares = (text: string) => valuesAt(page, `${word(text)}/page:TextEquiv/@conf`);
    expect([readings('penicillin'), shares('penicillin')]).toEqual([
      ['penicillin', 'peniciilin'],
      ['1', '0.41'],
    ]);
    expect(valuesAt(page, `${word('penicillin')}/page:TextEquiv/@comments`)).toEqual(['corrected by key abc']);
    expect([readings('5'), shares('5')]).toEqual([
      ['5', 'S'],
      ['0.5123', '0.25'],
    ]);
    expect(valuesAt(page, '//page:TextRegion/page:TextEquiv/page:Unicode')[0].split('\n')[0]).toBe(
      'Dr. Müller çà naïve Łódź',
    );
  });

  it('keeps every point inside the picture and in whole pixels', () => {
    const page = samplePage(1, [[{ text: 'edge' }]], [100, 80]);
    page.lines[0].words[0].box = { x: -3.4, y: 60.6, width: 400, height: 40 };
    const text = writePageXml(page, exportedAt);
    expect(valuesAt(parseXml(text, schema), '//page:Word/page:Coords/@points')).toEqual(['0,61 100,61 100,80 0,80']);
  });
});
