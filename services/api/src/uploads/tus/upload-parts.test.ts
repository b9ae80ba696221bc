import { describe, expect, it } from 'vitest';
import { longestChain } from './upload-parts.js';

const chain = (...parts: [start: number, length: number][]) =>
  longestChain(parts.map(([start, length]) => ({ start, length }))).map(({ start, length }) => [start, length]);

describe('longestChain', () => {
  it('follows the parts from 0 on, in whatever order they are listed', () => {
    expect(chain([5, 3], [0, 5], [8, 1])).toEqual([
      [0, 5],
      [5, 3],
      [8, 1],
    ]);
  });

  it('ends at a gap and is empty without a beginning', () => {
    expect(chain([0, 5], [6, 3])).toEqual([[0, 5]]);
    expect(chain([2, 5])).toEqual([]);
  });

  it('takes the longer of two parts that begin at the same place', () => {
    expect(chain([0, 2], [0, 5], [5, 1], [2, 9])).toEqual([
      [0, 5],
      [5, 1],
    ]);
  });
});
