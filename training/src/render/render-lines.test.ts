import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { FONT_LIST } from './fonts/font-list.js';
import { LineFont } from './fonts/line-font.js';
import { drawInk } from './ink/draw-ink.js';
import { drawHand, placeText } from './ink/place-text.js';
import { type RenderedLine, type RenderOptions, renderLines } from './render-lines.js';
import { drawKind, lineText } from './text/line-text.js';
import type { Lexicons } from './text/read-lexicons.js';
import { Random } from '../basics/random.js';

const lexicons: Lexicons = {
  first: ['Ada', 'Noël'],
  last: ['Reed', 'Lefèvre'],
  drugs: ['Zentolin', 'Quivarex'],
  diseases: ['common cold'],
  symptoms: ['dry cough', 'fever'],
  hospitals: ['Hill House Hospital'],
  occupations: ['baker'],
  bodyParts: ['knee'],
};
const font = (family: string) => LineFont.load(FONT_LIST.find((entry) => entry.family === family)!);
let fonts: LineFont[];
beforeAll(() => {
  fonts = ['caveat', 'vibur', 'kristi', 'courier-prime'].map(font);
});

const take = (count: number, seed: number, options: Partial<RenderOptions> = {}): RenderedLine[] => {
  const lines: RenderedLine[] = [];
  for (const line of renderLines(seed, { lexicons, fonts, ...options })) if (lines.push(line) === count) break;
  return lines;
};
const hash = (lines: RenderedLine[]) =>
  lines.map(({ data, text }) => createHash('sha256').update(data).update(text).digest('hex'));

describe('renderLines', () => {
  test('the same seed gives the same lines, another seed others, and a start in the middle goes on', () => {
    const lines = hash(take(12, 5));
    expect(hash(take(12, 5))).toEqual(lines);
    expect(hash(take(6, 5, { start: 6 }))).toEqual(lines.slice(6));
    expect(new Set([...lines, ...hash(take(12, 6))]).size).toBe(24);
  });

  test('lines keep to height and width, are dark on light, and their font has every character', () => {
    for (const line of take(60, 3, { height: 32, widest: 300 })) {
      expect(line.height).toBe(32);
      expect(line.width).toBeLessThanOrEqual(300);
      expect(line.data.length).toBe(line.width * 32);
      expect(line.text).toBe(line.text.trim());
      expect(line.text.length).toBeGreaterThan(0);
      expect(fonts.find(({ entry }) => entry.family === line.font)!.covers(line.text)).toBe(true);
      const sorted = line.data.toSorted();
      const [darkest, middle] = [sorted[Math.floor(sorted.length * 0.01)], sorted[sorted.length >> 1]];
      expect(middle - darkest, line.text).toBeGreaterThan(15);
    }
  });

  test('the share of printed lines is as asked for', () => {
    const printed = (share: number) => take(40, 8, { printed: share }).filter((line) => line.font === 'courier-prime');
    expect(printed(0)).toHaveLength(0);
    expect(printed(1)).toHaveLength(40);
  });

  test('says so when nothing fits', () => {
    expect(() => take(1, 1, { widest: 2 })).toThrow(/No text fits/);
  });
});

describe('ink', () => {
  test('a font without a character does not cover it and refuses to write it', () => {
    const vibur = font('vibur');
    expect(vibur.covers('Œuvre')).toBe(false);
    expect(vibur.covers('À demain, à 5 h 30 !')).toBe(true);
    expect(() => placeText('œ', drawHand(vibur, Random.from(1)), Random.from(2))).toThrow(/vibur lacks U\+153/);
  });

  test('the text stands wholly inside the strip', () => {
    for (let seed = 0; seed < 30; seed++) {
      const random = Random.from(seed);
      const hand = drawHand(fonts[seed % fonts.length], random);
      const { width, height, data } = drawInk('jplq', hand, { height: 60, widest: 900 }, random)!.ink;
      let [left, right] = [width, 0];
      for (let i = 0; i < data.length; i++)
        if (data[i] > 0.2 && Math.floor(i / width) > height / 5 && Math.floor(i / width) < (height * 4) / 5) {
          left = Math.min(left, i % width);
          right = Math.max(right, i % width);
        }
      expect(left).toBeGreaterThan(0);
      expect(right).toBeLessThan(width - 1);
      expect(right - left).toBeGreaterThan(15);
    }
  });

  test('a longer text takes more room, each word to the right of the one before', () => {
    const hand = { ...drawHand(fonts[0], Random.from(4)), slant: 0 };
    const [one, two] = ['dose', 'dose daily'].map((text) => placeText(text, hand, Random.from(9)));
    expect(two.right - two.left).toBeGreaterThan(1.5 * (one.right - one.left));
    expect(two.polygons.length).toBeGreaterThan(one.polygons.length);
  });
});

describe('a typewriter', () => {
  test('strikes unevenly, and each of its types stands as crooked every time; a hand does neither', () => {
    const write = (family: string) => {
      const hand = { ...drawHand(font(family), Random.from(7)), bend: 0 };
      const still = {
        ...hand,
        jitter: { size: 0, turn: 0, lift: 0, space: 0 },
        drift: { ...hand.drift, slope: 0, wave: 0 },
      };
      return placeText('oooooo', still, Random.from(3));
    };
    const typed = write('courier-prime');
    expect(Math.min(...typed.strengths)).toBeGreaterThanOrEqual(0.2);
    expect(new Set(typed.strengths).size).toBeGreaterThan(2);
    const tops = typed.polygons.map((polygon) => Math.min(...polygon.filter((_, i) => i % 2)));
    const outer = tops.filter((_, i) => i % 2 === 0);
    for (const top of outer) expect(top).toBeCloseTo(outer[0], 5);
    expect(new Set(write('caveat').strengths)).toEqual(new Set([1]));
  });

  test('leaves two blanks behind a sentence now and then', () => {
    const hand = { ...drawHand(font('courier-prime'), Random.from(2)), slant: 0 };
    const widths = Array.from({ length: 30 }, (_, seed) => placeText('a. b', hand, Random.from(seed)).right);
    expect(Math.max(...widths) - Math.min(...widths)).toBeGreaterThan(0.4);
  });
});

test('texts keep to their length and mixture', () => {
  const random = Random.from(11);
  const kinds = Array.from({ length: 2000 }, () => drawKind({ english: 2, french: 1, clinic: 1 }, random));
  expect(kinds.filter((kind) => kind === 'english').length / 2000).toBeCloseTo(0.5, 1);
  expect(kinds.filter((kind) => kind === 'french').length / 2000).toBeCloseTo(0.25, 1);
  const texts = kinds.slice(0, 600).map((kind) => lineText(kind, lexicons, 40, random));
  for (const text of texts) expect(text.length).toBeLessThanOrEqual(40);
  const all = texts.join(' ');
  for (const character of 'aeéèçzZ0123456789.,:/-()') expect(all).toContain(character);
});
