import { describe, expect, it } from 'vitest';
import { lookAlikesOf, maxDistance, readingDistance, similarShare } from './reading-distance.js';

describe('readingDistance', () => {
  it('counts letters that are changed, missing, added or swapped', () => {
    expect(readingDistance('penicillin', 'penicillin')).toBe(0);
    expect(readingDistance('penicillin', 'penicilin')).toBe(1);
    expect(readingDistance('penicillin', 'peniciltlin')).toBe(1);
    expect(readingDistance('aspirin', 'asxirin')).toBe(1);
    expect(readingDistance('aspirin', 'apsirin')).toBe(1);
    expect(readingDistance('kitten', 'sitting')).toBe(3);
    expect(readingDistance('', 'abc')).toBe(3);
  });

  it('takes what looks alike in ink for half', () => {
    expect(readingDistance('pain', 'poin')).toBe(0.5);
    expect(readingDistance('burn', 'bum')).toBe(0.5);
    expect(readingDistance('dose', 'close')).toBe(0.5);
    expect(readingDistance('close', 'dose')).toBe(0.5);
  });

  it('knows every form that is one look-alike step away', () => {
    const forms = lookAlikesOf('dose');
    expect(forms).toEqual(expect.arrayContaining(['close', 'olose', 'dase', 'dosc', 'dosl', 'do5e', 'd0se']));
    expect(forms.filter((form) => readingDistance(form, 'dose') !== 0.5)).toEqual([]);
    expect(lookAlikesOf('bum')).toContain('burn');
    expect(lookAlikesOf('aa')).toEqual(expect.arrayContaining(['oa', 'ao']));
    expect(lookAlikesOf('penicillinbehandlung').length).toBeLessThan(120);
  });

  it('allows more in longer words, and never makes them sure', () => {
    expect([4, 5, 6, 8, 9, 20].map((n) => maxDistance('x'.repeat(n)))).toEqual([0.5, 0.5, 1, 1, 2, 2]);
    const shares = [0.5, 1, 1.5, 2].map((d) => +similarShare('penicillin', d, 0.5).toFixed(2));
    expect(shares).toEqual([0.45, 0.27, 0.16, 0.1]);
  });

  it('counts no reading that is too short, too sure or too faint for its distance', () => {
    const counts = (token: string, distance: number, probability: number) =>
      similarShare(token, distance, probability) > 0;
    expect([counts('dose', 0.5, 0.5), counts('dose', 1, 0.5)]).toEqual([true, false]);
    expect([counts('aspirin', 1, 0.5), counts('aspirin', 1.5, 0.5)]).toEqual([true, false]);
    expect([counts('penicillin', 1, 0.95), counts('penicillin', 2, 0.95)]).toEqual([true, false]);
    expect([counts('penicillin', 0.5, 0.01), counts('penicillin', 1, 0.01), counts('dose', 0.5, 0.01)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
