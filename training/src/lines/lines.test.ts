import { decodeLine, type LineReading, type StripScores } from '@longhand/core';
import { expect, test } from 'vitest';
import { cropToInk, cutPolygon } from './cut-strips.js';
import { fitCalibration } from './fit-calibration.js';
import { lineFigures } from './evaluate-lines.js';
import { fitLineTemperature } from './fit-line-temperature.js';
import foldCases from './fold-cases.json' with { type: 'json' };
import { ASCII, foldText, LATIN, unknownLetters } from './fold-text.js';
import { matchedCharacters } from './matched-characters.js';
import { readTar } from './read-tar.js';
import {
  calibrationGap,
  characterErrorRate,
  editDistance,
  keywordRecall,
  keywordsOf,
  wordErrorRate,
} from './text-scores.js';

test('texts are folded to ASCII', () => {
  expect(foldText('Größe  d’été', ASCII)).toBe("Grosse d'ete");
  expect(foldText(' «Œuvre» – œ 5 £', ASCII)).toBe('"Oeuvre" - oe 5 L');
});

test('other scripts are folded to what the alphabet has, and letters that it lacks are named', () => {
  const devanagari = 'किंचादरोग़ी ';
  expect(foldText('चाँद', devanagari)).toBe('चांद');
  expect(foldText('चाँद', `${devanagari}ँ`)).toBe('चाँद');
  expect(foldText('कि\u200d की', devanagari)).toBe('कि की');
  expect(foldText('\u0958', 'क\u093c')).toBe('क\u093c');
  expect(unknownLetters('दिन 5', devanagari)).toEqual(['न']);
  expect(unknownLetters('Größe — é', ASCII)).toEqual([]);
  expect(unknownLetters('日本 ok', ASCII)).toEqual(['日', '本']);
});

test('the alphabet with accents is the one of the training of the weights', () => {
  expect(LATIN).toBe(foldCases.alphabet);
});

test.each(foldCases.cases)('%j is folded as in the training of the weights', (text, folded) => {
  expect(foldText(text, foldCases.alphabet)).toBe(folded);
});

test('error rates count edits over all lines together', () => {
  expect(editDistance('kitten', 'sitting')).toBe(3);
  const pairs = [
    { truth: 'ab cd', read: 'ab cx' },
    { truth: 'efghi', read: '' },
  ];
  expect(characterErrorRate(pairs)).toBeCloseTo(6 / 10, 10);
  expect(wordErrorRate(pairs)).toBeCloseTo(2 / 3, 10);
});

test('keywords are found in any order, each once, and by the alternatives', () => {
  expect(keywordsOf('The b12-Level of Mr X. was 5mg!')).toEqual(['the', 'level', 'was']);
  const page = { truth: ['fever', 'fever', 'cough'], read: ['cough', 'fever'], alternatives: [['fewer', 'fever'], []] };
  expect(keywordRecall([page])).toEqual({ first: 2 / 3, withAlternatives: 1 });
});

test('the calibration gap is 0 for honest claims and large for boasts', () => {
  const claims = (confidence: number) => Array.from({ length: 100 }, (_, i) => ({ confidence, isRight: i < 70 }));
  expect(calibrationGap(claims(0.7))).toBeCloseTo(0, 9);
  expect(calibrationGap(claims(0.99))).toBeCloseTo(0.29, 9);
});

test('a word is cut to its ink, a line to its polygon', () => {
  // A Buffer, as decoders give it: its slices share its memory.
  const page = { width: 256, height: 64, data: Buffer.alloc(256 * 64, 230) };
  for (let y = 30; y < 42; y++) page.data.fill(20, y * 256 + 100, y * 256 + 150);
  const word = cropToInk(page);
  expect([word.width, word.height]).toEqual([58, 20]);
  expect(word.data[4 * 58 + 4]).toBe(20);
  const strip = cutPolygon(page, [
    [90, 20],
    [125, 20],
    [125, 50],
    [90, 50],
  ]);
  expect([strip.width, strip.height]).toEqual([36, 31]);
  expect(strip.data[15 * 36 + 20]).toBe(20);
  expect(strip.data[15 * 36 + 35]).toBe(230);
});

test('a tar archive gives its files, and a cut one is refused', () => {
  const archive = new Uint8Array(2048);
  const put = (text: string, at: number) => archive.set(new TextEncoder().encode(text), at);
  put('words/a.png', 0);
  put('00000000005\0', 124);
  put('0', 156);
  put('hello', 512);
  const files = [...readTar(archive)].map(({ name, content }) => [name, new TextDecoder().decode(content)]);
  expect(files).toEqual([['words/a.png', 'hello']]);
  expect(() => [...readTar(archive.subarray(0, 515))]).toThrow(expect.objectContaining({ code: 'dataset.damaged' }));
});

test('a reading is measured with its confidences', () => {
  const reading = (text: string, alternative: string): LineReading => {
    const characters = Array.from(text, (character, frame) => ({ character, frame, confidence: 1 }));
    const alternatives = [{ text: alternative, probability: 0.1 }];
    const words = [{ text, confidence: 0.9, characters, alternatives, from: 0, to: 9 }];
    return { text, greedyText: 'xxxx', words };
  };
  const samples = [
    { text: 'noon', page: '1' },
    { text: 'moon', page: '2' },
  ];
  const figures = lineFigures(samples, [reading('noon', 'neon'), reading('noon', 'moon')]);
  expect(figures).toMatchObject({ greedyCer: 1, keywordRecall: 0.5, keywordRecallWithAlternatives: 1, wer: 0.5 });
  expect(figures.cer).toBeCloseTo(1 / 8, 9);
  expect(figures.characterCalibration).toBeCloseTo(1 / 8, 9);
  expect(figures.wordCalibration).toBeCloseTo(0.4, 9);
});

test('the temperature makes overbold scores modest', () => {
  // Frames that are right three times of four, with the scores of 99 %.
  const scores = Array.from({ length: 40 }, (_, i): StripScores => {
    const logits = Float32Array.from([0, 0, 0]);
    logits[i % 4 === 0 ? 2 : 1] = Math.log(198);
    return { logits, frames: 1, classes: 3, widthFrames: 1 };
  });
  const temperature = fitLineTemperature(
    scores,
    Array.from({ length: 40 }, () => [1]),
  );
  expect(temperature).toBeGreaterThan(2);
  const [word] = decodeLine(scores[1], { alphabet: 'a ', temperature }).words;
  expect(word.confidence).toBeCloseTo(0.75, 1);
});

test('characters are matched by the fewest edits', () => {
  expect(matchedCharacters('barn', 'bam')).toEqual([true, true, false, false]);
  expect(matchedCharacters('noon', 'moons')).toEqual([false, true, true, true]);
  expect(matchedCharacters('a', '')).toEqual([false]);
});

test('the calibration makes boasts and understatements come true', () => {
  // Log odds x stand for true log odds 0.5 x + 1.
  const claims = [-3, -2, -1, 0, 1, 2, 3].flatMap((x) => {
    const truth = 1 / (1 + Math.exp(-(0.5 * x + 1)));
    const confidence = 1 / (1 + Math.exp(-x));
    return Array.from({ length: 1000 }, (_, i) => ({ confidence, isRight: i < 1000 * truth }));
  });
  const { scale, shift } = fitCalibration(claims);
  expect(scale).toBeCloseTo(0.5, 2);
  expect(shift).toBeCloseTo(1, 2);
  const sure = claims.map((claim) => ({ ...claim, isRight: true }));
  expect(Number.isFinite(fitCalibration(sure).scale)).toBe(true);
});
