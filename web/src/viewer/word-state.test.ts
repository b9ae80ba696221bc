import { describe, expect, it } from 'vitest';
import { matchesOf, wordState } from './word-state.js';

const words = [
  { id: '1', text: 'Penicillin,', alternatives: [] },
  { id: '2', text: 'amoxil', alternatives: [{ text: 'amoxicillin', probability: 0.2 }] },
  { id: '3', text: 'old', alternatives: [] },
  { id: '4', text: 'Ärzte', alternatives: [] },
];
const found = (query: string) => [...matchesOf([words], query)];

describe('matchesOf', () => {
  it('takes no notice of capitals, signs and accents', () => {
    expect(found('penicillin')).toEqual(['1']);
    expect(found('arzte')).toEqual(['4']);
    expect(found('aerzte')).toEqual(['4']);
  });

  it('knows beginnings, other readings, and what is not wanted', () => {
    expect(found('amoxi*')).toEqual(['2']);
    expect(found('"amoxicillin" -old title:old')).toEqual(['2']);
    expect(found('amox')).toEqual([]);
    expect(found('  ')).toEqual([]);
    expect(found('old from:soon')).toEqual([]);
  });
});

it('marks both parts of a word that goes on in the next line', () => {
  const line = (id: string, text: string) => [{ id, text, alternatives: [] }];
  expect([...matchesOf([line('1', 'cardio-'), line('2', 'vascular')], 'cardiovascular')]).toEqual(['1', '2']);
  expect([...matchesOf([line('1', 'cardio'), line('2', 'vascular')], 'cardiovascular')]).toEqual([]);
});

it('says how a word stands; a correction counts more than doubt, until somebody types something else', () => {
  expect(wordState({ uncertain: true })).toBe('unsure');
  expect(wordState({ uncertain: false })).toBe('sure');
  expect(wordState({ uncertain: true, correctedAt: '2024-05-17T00:00:00Z' })).toBe('corrected');
  expect(wordState({ uncertain: false, correctedAt: '2024-05-17T00:00:00Z', keying: 'disputed' })).toBe('unsure');
  expect(wordState({ uncertain: true, correctedAt: '2024-05-17T00:00:00Z', keying: 'verified' })).toBe('corrected');
});
