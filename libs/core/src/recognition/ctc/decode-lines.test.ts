import { describe, expect, test } from 'vitest';
import type { Affine } from '../../page/affine.js';
import { applyAffine } from '../../page/affine.js';
import { mapBox } from '../../page/plane-map.js';
import { overlapOfBoxes } from '../../page/box.js';
import type { PageLayout } from '../../page/page-layout.js';
import type { LanguageModel, LanguageState } from '../language/language-model.js';
import type { Calibration } from './calibration.js';
import { decodeLine } from './decode-line.js';
import { decodeLines } from './decode-lines.js';
import type { StripScores } from './line-scores.js';
import { madeUpScores, spelledScores } from './made-up-rows.test-suite.js';

const alphabet = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('');

describe('one line', () => {
  test('reads words, with their frames and no doubt', () => {
    const { text, greedyText, words } = decodeLine(spelledScores('take 2 daily', alphabet), { alphabet });
    expect(text).toBe('take 2 daily');
    expect(greedyText).toBe(text);
    expect(words.map((w) => w.text)).toEqual(['take', '2', 'daily']);
    for (const { confidence, characters } of words) {
      expect(confidence).toBeGreaterThan(0.9);
      expect(Math.min(...characters.map((c) => c.confidence))).toBeGreaterThan(0.97);
    }
    expect(words[1].from).toBeGreaterThanOrEqual(words[0].to);
    expect([22, 23]).toContain(words[2].characters[0].frame);
  });

  test('doubt shows in the character, the word and its alternative', () => {
    const scores = spelledScores('at noon', alphabet, { at: 3, rival: 'm', probability: 0.4 });
    const [at, noon] = decodeLine(scores, { alphabet }).words;
    expect(at.confidence).toBeGreaterThan(0.9);
    expect(noon.text).toBe('noon');
    // Two frames for the letter: (0.6, 0.4) squared, and the two mixed readings "nm" and "mn".
    expect(noon.alternatives[0].text).toMatch(/^(moon|nmoon|mnoon)$/);
    expect(noon.alternatives.map((a) => a.text)).toContain('moon');
    expect(noon.characters[0].confidence).toBeLessThan(0.7);
    expect(noon.characters[1].confidence).toBeGreaterThan(0.95);
    const sum = noon.alternatives.reduce((total, a) => total + a.probability, noon.confidence);
    expect(sum).toBeLessThanOrEqual(1 + 1e-9);
    expect(sum).toBeGreaterThan(0.9);
  });

  test('a language model decides a close word and takes over its alternatives', () => {
    const scores = spelledScores('the hand', alphabet, { at: 4, rival: 'l', probability: 0.45 });
    const likes: LanguageModel<LanguageState & { before: string }> = {
      start: () => ({ logProbability: 0, before: '' }),
      next: ({ before }, c) => ({ logProbability: before === 'the ' && c === 'l' ? -0.5 : -3, before: before + c }),
    };
    expect(decodeLine(scores, { alphabet }).text).toBe('the hand');
    const { text, words } = decodeLine(scores, { alphabet, language: { model: likes, weight: 1, bonus: 2.5 } });
    expect(text).toBe('the land');
    expect(words[1].alternatives.map((a) => a.text)).toContain('hand');
    expect(words[1].characters[0].confidence).toBeGreaterThan(0.5);
  });

  test('only the allowed characters are read', () => {
    const scores = spelledScores('1O5', alphabet, { at: 1, rival: '0', probability: 0.2 });
    expect(decodeLine(scores, { alphabet }).text).toBe('1O5');
    expect(decodeLine(scores, { alphabet, only: '0123456789' }).text).toBe('105');
  });

  test('noise gives no error and no confidence; an empty strip gives nothing', () => {
    const { words } = decodeLine(madeUpScores(40, 96), { alphabet });
    for (const word of words) expect(word.confidence).toBeLessThan(0.5);
    expect(words.length).toBeGreaterThan(0);
    expect(decodeLine({ logits: new Float32Array(0), frames: 0, classes: 96 }, { alphabet }).text).toBe('');
    const blank = Float32Array.from({ length: 5 * 96 }, (_, i) => (i % 96 === 0 ? 9 : 0));
    expect(decodeLine({ logits: blank, frames: 5, classes: 96 }, { alphabet }).words).toEqual([]);
  });
});

/**
 * A line of the cleaned page from x = 100 to 700, 48-px strip of the same scale, a piece for each
 * character.
 */
function layoutOf(text: string, toOriginal: Affine): PageLayout {
  const box = { x: 100, y: 470, width: 600, height: 40 };
  const pitch = 600 / text.length;
  const words = text.split(' ').map((word, i, all) => {
    const first = all.slice(0, i).join(' ').length + (i > 0 ? 1 : 0);
    const pieces = Array.from(word, (_, k) => ({
      glyph: 0,
      from: k,
      to: k + 1,
      box: mapBox(toOriginal, { x: 100 + (first + k) * pitch + 2, y: 480, width: pitch - 4, height: 20 }),
      heightInX: 1,
      bottomInX: 0,
    }));
    const wordBox = { x: 100 + first * pitch, y: 480, width: word.length * pitch, height: 20 };
    return { box: mapBox(toOriginal, wordBox), pieceCount: word.length, windows: pieces };
  });
  return {
    version: 1,
    widthPx: 2000,
    heightPx: 2000,
    skewDegrees: 2,
    isInverted: false,
    toOriginal,
    lines: [
      {
        box: mapBox(toOriginal, box),
        baseline: [applyAffine(toOriginal, { x: 100, y: 500 }), applyAffine(toOriginal, { x: 700, y: 500 })],
        xHeightPx: 20,
        words,
      },
    ],
  };
}

/** The scores of a strip of that line: 604 px at height 48, so 2 px of paper at each end. */
function stripScoresOf(text: string): StripScores {
  const { logits, classes } = spelledScores(text, alphabet);
  const widthFrames = (((604 * 40) / 48) | 0) / 4;
  const frames = Math.ceil(widthFrames) + 1;
  const spread = new Float32Array(frames * classes);
  const perCharacter = widthFrames / text.length;
  for (let t = 0; t < frames; t++) {
    // The middle third of a character's room shows it, the rest shows blank.
    const i = Math.floor(t / perCharacter);
    const part = t / perCharacter - i;
    const source = i < text.length && part > 0.3 && part < 0.7 ? 3 * i + 1 : 0;
    spread.set(logits.subarray(source * classes, (source + 1) * classes), t * classes);
  }
  return { logits: spread, frames, classes, widthFrames };
}

describe.each([
  ['straight', [2, 0, 0, 2, 10, 20]],
  ['turned', [1.5 * Math.cos(0.04), 1.5 * Math.sin(0.04), -1.5 * Math.sin(0.04), 1.5 * Math.cos(0.04), 60, 5]],
] as [string, Affine][])('boxes on a %s page', (_, toOriginal) => {
  const text = 'seen on Monday';
  const layout = layoutOf(text, toOriginal);
  const page = decodeLines(layout, [stripScoresOf(text)], { alphabet, uncertainBelow: 0.8 });

  test('words stand on their ink', () => {
    expect(page.text).toBe(text);
    expect(page.confidence).toBeGreaterThan(0.95);
    for (const [i, word] of page.lines[0].words.entries())
      expect(overlapOfBoxes(word.box, layout.lines[0].words[i].box)).toBeGreaterThan(0.7);
  });

  test('characters follow each other within their word', () => {
    for (const { box, characters } of page.lines[0].words) {
      let x = box.x;
      for (const character of characters) {
        expect(character.box.x).toBeCloseTo(x, 6);
        expect(character.box.width).toBeGreaterThan(0.5 * (box.width / characters.length));
        x += character.box.width;
      }
      expect(x).toBeCloseTo(box.x + box.width, 6);
    }
  });

  test('without pieces of ink the baseline tells the place', () => {
    const bare = { ...layout, lines: layout.lines.map((line) => ({ ...line, words: [] })) };
    const [line] = decodeLines(bare, [stripScoresOf(text)], { alphabet, uncertainBelow: 0.8 }).lines;
    for (const [i, word] of line.words.entries())
      expect(overlapOfBoxes(word.box, layout.lines[0].words[i].box)).toBeGreaterThan(0.35);
  });
});

test('lines that were not read stay empty; scores that do not fit are refused', () => {
  const layout = layoutOf('a b', [1, 0, 0, 1, 0, 0]);
  expect(decodeLines(layout, [undefined], { alphabet, uncertainBelow: 0.8 })).toMatchObject({
    text: '',
    confidence: undefined,
    lines: [{ words: [] }],
  });
  for (const bad of [[], [stripScoresOf('a b'), undefined]])
    expect(() => decodeLines(layout, bad, { alphabet, uncertainBelow: 0.8 })).toThrow(
      expect.objectContaining({ code: 'recognition.mismatch' }),
    );
});

test('doubtful characters get a question mark', () => {
  const scores = spelledScores('ab', alphabet, { at: 1, rival: 'd', probability: 0.4 });
  const layout = layoutOf('ab', [1, 0, 0, 1, 0, 0]);
  const page = decodeLines(layout, [{ ...scores, widthFrames: 6.5 }], { alphabet, uncertainBelow: 0.8 });
  expect(page.lines[0].words[0]).toMatchObject({ text: 'ab', markedText: 'ab?', uncertain: true });
});

test('confidences are calibrated, and their order stays', () => {
  const scores = spelledScores('noon', alphabet, { at: 0, rival: 'm', probability: 0.3 });
  const confidences = (calibration?: Calibration) =>
    decodeLine(scores, { alphabet, calibration }).words[0].characters.map((c) => c.confidence);
  const [plain, modest] = [confidences(), confidences({ scale: 0.5, shift: 0 })];
  expect(confidences({ scale: 1, shift: 0 })[0]).toBeCloseTo(plain[0], 9);
  expect(modest[0]).toBeLessThan(plain[0]);
  expect(modest[0]).toBeGreaterThan(0.5);
  expect(modest[0]).toBeLessThan(modest[1]);
});
