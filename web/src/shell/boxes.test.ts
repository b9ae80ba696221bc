import { describe, expect, it } from 'vitest';
import { inkAround, isBeside, padded, placeIn, unionOf } from './boxes.js';

const box = (x: number, y: number, width = 100, height = 40) => ({ x, y, width, height });

describe('inkAround', () => {
  it('shows the match with its neighbours on the line, and no other line', () => {
    const words = [
      { box: box(100, 200), matched: false },
      { box: box(220, 205), matched: true },
      { box: box(340, 198), matched: false },
      { box: box(100, 300), matched: false },
    ];
    expect(inkAround(words)).toEqual({ x: 83, y: 181, width: 374, height: 81 });
  });

  it('leaves far words out of a narrow part, but never the match', () => {
    const words = [
      { box: box(0, 0), matched: true },
      { box: box(120, 0), matched: false },
      { box: box(900, 0), matched: false },
    ];
    expect(inkAround(words, 6)).toEqual({ x: -14, y: -14, width: 248, height: 68 });
    expect(inkAround(words, 1).width).toBe(128);
  });

  it('shows the first words of a page that was found by its title alone', () => {
    expect(inkAround([{ box: box(10, 10), matched: false }]).width).toBe(128);
  });
});

it('unites, pads and places boxes', () => {
  expect(unionOf([box(0, 0, 10, 10), box(20, 5, 10, 10)])).toEqual({ x: 0, y: 0, width: 30, height: 15 });
  expect(padded({ x: 1.5, y: 1.5, width: 1, height: 1 }, 1)).toEqual({ x: 0, y: 0, width: 4, height: 4 });
  expect(placeIn(box(25, 10, 50, 20), box(0, 0, 100, 40))).toEqual({
    left: '25%',
    top: '25%',
    width: '50%',
    height: '50%',
  });
  expect(isBeside(box(0, 0), box(200, 15))).toBe(true);
  expect(isBeside(box(0, 0), box(200, 25))).toBe(false);
});
