import { describe, expect, test } from 'vitest';
import { alphabet62, type Charset } from './alphabet.js';
import { decodeGlyphPage } from './decode-glyph-page.js';
import { type MadeUpGlyph, MadeUpPage, spell, sure } from './made-up-page.test-suite.js';

const options = { alphabet: alphabet62, uncertainBelow: 0.8 };
const read = (lines: MadeUpGlyph[][][], charset?: Charset) => {
  const { layout, probabilities } = new MadeUpPage(lines);
  return decodeGlyphPage(layout, probabilities, charset ? { ...options, charset } : options);
};
const textOf = (lines: MadeUpGlyph[][][], charset?: Charset) =>
  read(lines, charset)
    .lines.map((line) => line.words.map((word) => word.text).join(' '))
    .join('\n');

/**
 * What the network says of a circle, a stroke and a snake: the letter a little before the digit.
 */
const circle: MadeUpGlyph = { guess: { O: 0.55, 0: 0.35, o: 0.05 }, heightInX: 1.7 };
const stroke: MadeUpGlyph = { guess: { l: 0.4, 1: 0.35, I: 0.2 }, heightInX: 1.7, widthInX: 0.2 };
const snake: MadeUpGlyph = { guess: { S: 0.6, 5: 0.3, s: 0.05 }, heightInX: 1.7 };

describe('neighbours settle what one crop cannot', () => {
  test('a circle is a nought among figures, a letter among letters', () => {
    expect(textOf([[[...spell('47'), circle, sure('2')]]])).toBe('4702');
    expect(textOf([[[sure('L'), circle, ...spell('NDRES')]]])).toBe('LONDRES');
    expect(textOf([[[sure('l'), { ...circle, heightInX: 1 }, ...spell('ndres')]]])).toBe('londres');
  });

  test('a page of numbers makes its lone circles, strokes and snakes figures', () => {
    const numbers = ['482', '937', '264', '843'].map((text) => spell(text));
    expect(textOf([numbers, [[circle, stroke]], numbers, [[snake, circle]]])).toBe(
      '482 937 264 843\n01\n482 937 264 843\n50',
    );
  });

  test('capitals in the same line make them letters', () => {
    expect(textOf([[spell('HARD'), [snake, circle], spell('MAPLE')]])).toBe('HARD SO MAPLE');
  });

  test('a sign alone on a page is a digit where the ink leaves the choice, and a letter where it is clear', () => {
    expect(textOf([[[circle]]])).toBe('0');
    expect(textOf([[[sure('B')]]])).toBe('B');
  });
});

describe('size and place on the line settle case', () => {
  const twin = (letter: string, heightInX: number): MadeUpGlyph => ({
    guess: { [letter.toLowerCase()]: 0.48, [letter.toUpperCase()]: 0.48 },
    heightInX,
  });

  test('a capital is higher than the small letters beside it', () => {
    const line = (heightInX: number) => [[spell('dear'), [twin('c', heightInX), ...spell('harles')], spell('and')]];
    expect(textOf(line(1.7))).toBe('dear Charles and');
    expect(textOf(line(1))).toBe('dear charles and');
  });

  test('even where the x-height was measured on figures', () => {
    const flat = (text: string) => spell(text).map((glyph) => ({ ...glyph, heightInX: 1 }));
    expect(textOf([[[...flat('29'), { ...circle, heightInX: 1 }, ...flat('4')], flat('738')]])).toBe('2904 738');
  });

  test('a small blot on the baseline is a point, a bar at half height a hyphen', () => {
    const point: MadeUpGlyph = { guess: { o: 0.5, 0: 0.4 }, heightInX: 0.22, widthInX: 0.22 };
    const bar: MadeUpGlyph = { guess: { I: 0.4, 1: 0.3 }, heightInX: 0.17, bottomInX: 0.45, widthInX: 0.6 };
    expect(textOf([[spell('pressure'), [...spell('85'), point]]])).toBe('pressure 85.');
    expect(textOf([[[...spell('follow'), bar, ...spell('up')], spell('soon')]])).toBe('follow-up soon');
  });
});

describe('the lattice of windows', () => {
  /** "cl" as two pieces, with a window that reads both as d. */
  function clOrD(gapPx: number): string {
    const { layout, probabilities } = new MadeUpPage([[[sure('c'), { ...sure('l'), widthInX: 0.2 }, ...spell('ean')]]]);
    const word = layout.lines[0].words[0];
    const [c, l] = word.windows;
    l.box.x = c.box.x + c.box.width + gapPx;
    const row = Float32Array.from(alphabet62, (character) => (character === 'd' ? 0.97 : 0.03 / 61));
    word.windows.push({ ...l, glyph: 5, from: 0, to: 2, box: { ...l.box, x: c.box.x, width: 24 } });
    const page = decodeGlyphPage(layout, Float32Array.from([...probabilities, ...row]), options);
    return page.lines[0].words[0].text;
  }

  test('reads over a cut, but not over a gap', () => {
    expect(clOrD(6)).toBe('clean');
    expect(clOrD(0)).toBe('dean');
  });

  test('a very long word does not vanish', () => {
    expect(textOf([[spell('7'.repeat(400))]])).toBe('7'.repeat(400));
  });

  test('a word that no chain of windows covers is left out', () => {
    const { layout, probabilities } = new MadeUpPage([[spell('abc'), spell('defg')]]);
    layout.lines[0].words[0].windows.splice(1, 1);
    expect(decodeGlyphPage(layout, probabilities, options).text).toBe('defg');
  });
});

test('boxes of a form are one word', () => {
  const { layout, probabilities } = new MadeUpPage([[...'PENICILLIN'].map((c) => [sure(c)])]);
  expect(layout.lines[0].words).toHaveLength(10);
  expect(decodeGlyphPage(layout, probabilities, options).text).toBe('PENICILLIN');
});

test('the charset masks', () => {
  expect(textOf([[[circle, snake]]], 'capitals')).toBe('OS');
  expect(textOf([[[circle, snake]]], 'digits')).toBe('05');
  expect(textOf([[spell('AB')], [spell('ab')]], 'digits-and-capitals')).toMatch(/^[0-9A-Z\n]+$/);
});

test('doubt is shown: "?", confidences and other readings', () => {
  const unclear: MadeUpGlyph = { guess: { a: 0.2, e: 0.78 }, heightInX: 1 };
  const page = read([[spell('the'), [...spell('m'), unclear, ...spell('n')]]]);
  const [sureWord, word] = page.lines[0].words;
  expect(sureWord).toMatchObject({ text: 'the', uncertain: false, markedText: 'the' });
  expect(word).toMatchObject({ uncertain: true, markedText: `${word.text[0]}${word.text[1]}?${word.text[2]}` });
  expect(word.alternatives[0].text).toBe(word.text === 'man' ? 'men' : 'man');
  const mass = word.confidence + word.alternatives.reduce((sum, a) => sum + a.probability, 0);
  expect(mass).toBeGreaterThan(0.9);
  expect(mass).toBeLessThanOrEqual(1 + 1e-9);
  expect(word.alternatives.length).toBeLessThanOrEqual(10);
  expect(page.text).toBe(`the ${word.text}?`);
  expect(page.confidence).toBeGreaterThan(0.8);
});

test('an empty page is read as nothing, without a confidence', () => {
  expect(read([])).toMatchObject({ text: '', confidence: undefined, lines: [] });
});

test('probabilities in another order of classes give the same page; a wrong number of them is refused', () => {
  const { layout, probabilities } = new MadeUpPage([[spell('Dear'), spell('47')]]);
  const alphabet = [...alphabet62].reverse().join('');
  const turned = probabilities.map((_, i) => probabilities[i - (i % 62) + 61 - (i % 62)]);
  expect(decodeGlyphPage(layout, turned, { ...options, alphabet }).text).toBe('Dear 47');
  for (const wrong of [probabilities.subarray(1), probabilities.subarray(62)])
    expect(() => decodeGlyphPage(layout, wrong, options)).toThrow(
      expect.objectContaining({ code: 'recognition.mismatch' }),
    );
});
