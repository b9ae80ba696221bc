import { describe, expect, it } from 'vitest';
import { joined, pageWithTamil, sampleDocument, samplePages, streamOf } from '../sample-document.test-suite.js';
import { parseXml, valuesAt } from './parse-xml.test-suite.js';
import { writeAlto } from './write-alto.js';

const write = () => joined(writeAlto(sampleDocument, streamOf(samplePages)));
const string = (text: string) => `//alto:String[@CONTENT="${text}"]`;

describe('writeAlto', () => {
  it('gives what ALTO 4 allows', async () => {
    const alto = parseXml(await write(), 'alto-4-subset');
    expect(valuesAt(alto, '//alto:Page/@PHYSICAL_IMG_NR')).toEqual(['1', '2', '3']);
    expect(valuesAt(alto, '//alto:MeasurementUnit')).toEqual(['pixel']);
    expect(valuesAt(alto, '//alto:softwareVersion')).toEqual(['reader-1']);
    expect(valuesAt(alto, '//alto:fileName')).toEqual(['letter & more.jpg']);
  });

  it('fails the schema when something is wrong, so that passing it says something', async () => {
    const text = await write();
    for (const [right, wrong] of [
      ['WC="0.5123"', 'WC="1.5"'],
      ['CONTENT="mg"', 'TEXT="mg"'],
      ['<MeasurementUnit>pixel', '<MeasurementUnit>furlong'],
      ['ID="page_2"', 'ID="page_1"'],
      ['PHYSICAL_IMG_NR="3"', ''],
    ]) {
      expect(text).toContain(right);
      expect(() => parseXml(text.replace(right, wrong), 'alto-4-subset'), wrong).toThrow();
    }
  });

  it('keeps words, their order, their places and every character that XML can carry', async () => {
    const alto = parseXml(await write());
    expect(valuesAt(alto, '//alto:Page[1]//alto:String/@CONTENT')).toEqual([
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
    const place = ['HPOS', 'VPOS', 'WIDTH', 'HEIGHT'].flatMap((name) => valuesAt(alto, `${string('Müller')}/@${name}`));
    expect(place).toEqual(['100', '50', '120', '40']);
  });

  it('keeps a line in a script that was not read, with its place', async () => {
    const alto = parseXml(await joined(writeAlto(sampleDocument, streamOf([pageWithTamil()]))), 'alto-4-subset');
    expect(valuesAt(alto, '//alto:TextLine[@LANG="und-Taml"]/@VPOS')).toEqual(['110']);
    expect(valuesAt(alto, '//alto:TextLine[@LANG]/alto:String/@CONTENT')).toEqual(['']);
  });

  it('tells how certain each word is, and which a person corrected', async () => {
    const alto = parseXml(await write());
    const told = (text: string, name: string) => valuesAt(alto, `${string(text)}/@${name}`);
    expect([told('5', 'WC'), told('5', 'CS')]).toEqual([['0.5123'], []]);
    expect([told('penicillin', 'WC'), told('penicillin', 'CS')]).toEqual([['1'], ['true']]);
    expect(told('mg', 'WC')).toEqual(['1']);
  });
});
