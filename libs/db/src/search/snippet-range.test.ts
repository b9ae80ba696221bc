import { describe, expect, it } from 'vitest';
import { snippetRange } from './snippet-range.js';

describe('snippetRange', () => {
  it('shows the densest group of matches with a little before it', () => {
    const texts = Array.from({ length: 200 }, (_, i) => `word${i}`);
    const matched = texts.map((_, i) => i === 10 || i === 100 || i === 103);
    const { from, to } = snippetRange(texts, matched);
    expect(from).toBe(96);
    expect(to).toBeGreaterThan(103);
    expect(texts.slice(from, to).join(' ').length).toBeLessThan(175);
  });

  it('is the beginning when nothing matches, and empty for an empty page', () => {
    expect(snippetRange(['a', 'b'], [false, false])).toEqual({ from: 0, to: 2 });
    expect(snippetRange([], [])).toEqual({ from: 0, to: 0 });
  });
});
