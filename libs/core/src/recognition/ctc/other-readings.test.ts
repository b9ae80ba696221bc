import { describe, expect, test } from 'vitest';
import type { LanguageModel, LanguageOptions } from '../language/language-model.js';
import { WordTrie } from '../language/word-trie.js';
import { chooseAlternatives, withJoined } from './choose-alternatives.js';
import { decodeLine } from './decode-line.js';
import { LexiconBeam } from './lexicon-beam.js';
import { type LineScores, logRowsOf } from './line-scores.js';
import { enumerateReadings, madeUpScores, spelledScores } from './made-up-rows.test-suite.js';

const alphabet = ' ,0123456789Aabcdefghijklmnopqrstuvwxyzé';
const even: LanguageModel = { start: () => ({ logProbability: 0 }), next: () => ({ logProbability: 0 }) };
const languageOf = (...words: string[]): LanguageOptions => ({
  model: even,
  weight: 1,
  bonus: 0,
  words: { known: new Set(words), bonus: 1, trie: new WordTrie(words) },
});
const others = (scores: LineScores, language: LanguageOptions) =>
  decodeLine(scores, { alphabet, language }).words.map(({ alternatives }) => alternatives.map(({ text }) => text));

describe('a tree of known words', () => {
  test('folds case and accents, keeps the first form, and leaves out what is not letters', () => {
    const trie = new WordTrie(['été', 'ete', 'an', 'and', "l'an", '5mg']);
    expect(trie.words.toSorted()).toEqual(['an', 'and', 'été']);
    expect(trie.letterOf('É')).toBe(trie.letterOf('e'));
    expect(trie.letterOf('5')).toBe(-1);
    const ends = Array.from(trie.ends).filter((end) => end >= 0);
    expect(ends.toSorted()).toEqual([0, 1, 2]);
    expect(trie.first[trie.nodes]).toBe(trie.nodes);
  });

  test('holds words of other scripts with their marks, in both spellings of a nasal', () => {
    const trie = new WordTrie(['हिन्दी', 'कि', 'की', 'क़लम', 'चाँद', 'रोगी', 'রোগী']);
    expect(trie.words.toSorted()).toEqual(['क़लम', 'कि', 'की', 'चाँद', 'रोगी', 'हिन्दी', 'हिन्दी', 'রোগী'].toSorted());
    expect(trie.letterOf('ि')).not.toBe(trie.letterOf('ी'));
    expect(trie.letterOf('ँ')).toBe(trie.letterOf('ं'));
    expect(trie.letterOf('क़')).toBe(trie.letterOf('क'));
    expect(trie.letterOf('\u093c')).toBe(-1);
    const many = new WordTrie(Array.from({ length: 300 }, (_, i) => String.fromCodePoint(0x4e00 + i)));
    expect(new Set(Array.from({ length: 300 }, (_, i) => many.letterOf(String.fromCodePoint(0x4e00 + i)))).size).toBe(
      300,
    );
    expect(Math.max(...many.letters)).toBe(299);
  });

  test('no words make a tree that nothing is found in', () => {
    const beam = new LexiconBeam(new WordTrie([]), alphabet);
    expect(beam.search(logRowsOf(spelledScores('and', alphabet)), 5)).toEqual([]);
  });
});

describe('a search among known words', () => {
  const letters = 'abA,';
  const words = ['a', 'b', 'ab', 'ba', 'aa', 'abb'];

  test.each([1, 2, 3])(
    'gives each word the probability of all its paths, in any case, signs as nothing (seed %i)',
    (seed) => {
      const rows = logRowsOf(madeUpScores(5, letters.length + 1, { seed }));
      const classOf = ['', 'a', 'b', 'a', ''];
      const wanted = new Map<string, number>();
      // Paths over the folded classes: what is left of a path without signs, runs of one letter
      // made one.
      const folded = new Float32Array(5 * 3);
      for (let t = 0; t < 5; t++) {
        const of = (letter: string) =>
          classOf.reduce((sum, own, c) => (own === letter ? sum + Math.exp(rows.logs[t * 5 + c]) : sum), 0);
        folded.set([of(''), of('a'), of('b')].map(Math.log), t * 3);
      }
      for (const [reading, probability] of enumerateReadings(folded, 5, 3))
        wanted.set(reading.replaceAll('1', 'a').replaceAll('2', 'b'), probability);
      const found = new LexiconBeam(new WordTrie(words), letters).search(rows, 10);
      expect(found.map(({ word }) => word).toSorted()).toEqual(words.toSorted());
      for (const { word, logProbability } of found) expect(Math.exp(logProbability)).toBeCloseTo(wanted.get(word)!, 6);
      expect(found.map(({ logProbability }) => logProbability)).toEqual(
        found.map(({ logProbability }) => logProbability).toSorted((a, b) => b - a),
      );
    },
  );

  test('leaves nothing behind for the next search', () => {
    const beam = new LexiconBeam(new WordTrie(['and', 'end', 'ant']), alphabet);
    const [first, second] = ['and', 'ent'].map((text) => logRowsOf(spelledScores(text, alphabet)));
    const before = beam.search(first, 3);
    beam.search(second, 3);
    expect(beam.search(first, 3)).toEqual(before);
    expect(before[0].word).toBe('and');
  });
});

describe('other readings of a word', () => {
  const doubtful = (text: string, at: number, rival: string, probability: number) =>
    spelledScores(text, alphabet, { at, rival, probability });

  test('a known word is among them that the search leaves out, in the form of the first reading', () => {
    const scores = doubtful('Aspixin, ok', 4, 'r', 2.9e-3);
    expect(others(scores, languageOf('aspirin'))[0]).toContain('Aspirin,');
    expect(others(scores, languageOf('other'))[0]).not.toContain('Aspirin,');
  });

  test('numbers and doses have none from the lexicon', () => {
    const scores = doubtful('5mg', 0, 'o', 2.9e-3);
    expect(others(scores, languageOf('omg')).flat()).not.toContain('omg');
  });

  test('two words may be one where the blank between them is in doubt', () => {
    const scores = doubtful('de puis', 2, 'x', 0);
    expect(others(scores, languageOf('depuis')).flat()).not.toContain('depuis');
    const space = 1 + alphabet.indexOf(' ');
    for (const t of [7, 8]) {
      scores.logits[t * scores.classes + space] = Math.log(0.8);
      scores.logits[t * scores.classes] = Math.log(0.2);
    }
    const reading = decodeLine(scores, { alphabet, language: languageOf('depuis') });
    expect(reading.words.map(({ text }) => text)).toEqual(['de', 'puis']);
    const [first] = reading.words;
    expect(first.alternatives.map(({ text }) => text)).toContain('depuis');
    const sum = first.alternatives.reduce((total, { probability }) => total + probability, first.confidence);
    expect(sum).toBeLessThanOrEqual(1 + 1e-9);
  });
});

describe('the choice of ten', () => {
  const candidate = (text: string, probability: number, more = {}) => ({
    text,
    probability,
    isKnown: false,
    isInk: false,
    ...more,
  });

  test('known words come in before strings that are little more probable; the ink always', () => {
    const many = Array.from({ length: 12 }, (_, i) => candidate(`word${'x'.repeat(i)}`, 0.02 - i / 1000));
    const chosen = chooseAlternatives('first', [
      ...many,
      candidate('known', 0.003, { isKnown: true }),
      candidate('ink', 1e-9, { isInk: true }),
    ]).map(({ text }) => text);
    expect(chosen).toHaveLength(10);
    expect(chosen).toContain('known');
    expect(chosen.at(-1)).toBe('ink');
  });

  test('what differs in capitals or signs alone waits for the others', () => {
    const chosen = chooseAlternatives('first', [candidate('First', 0.4), candidate('thirst', 0.1)]);
    expect(chosen.map(({ text }) => text)).toEqual(['First', 'thirst']);
    const full = Array.from({ length: 10 }, (_, i) => candidate(`w${i}`, 0.01));
    expect(chooseAlternatives('first', [candidate('First', 0.4), ...full]).map(({ text }) => text)).not.toContain(
      'First',
    );
  });

  test('a joined word takes the place of the least probable, and all together stay within 1', () => {
    const own = Array.from({ length: 10 }, (_, i) => ({ text: `w${i}`, probability: 0.05 }));
    const all = withJoined({ confidence: 0.5, alternatives: own }, [{ text: 'joined', probability: 0.4 }]);
    expect(all[0].text).toBe('joined');
    expect(all).toHaveLength(9);
    expect(all.reduce((sum, { probability }) => sum + probability, 0.5)).toBeCloseTo(1, 6);
  });
});
