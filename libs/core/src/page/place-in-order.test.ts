import { expect, it } from 'vitest';
import { placeInOrder } from './place-in-order.js';

const line = (x: number, y: number, width = 400, height = 40) => ({ x, y, width, height });

it('puts a line between those above and below it, before the first and behind the last', () => {
  const order = [line(0, 0), line(0, 100), line(0, 200)];
  expect([-60, 50, 160, 300].map((y) => placeInOrder(line(10, y), order))).toEqual([0, 1, 2, 3]);
  expect(placeInOrder(line(0, 0), [])).toBe(0);
});

it('keeps to its column, whatever stands beside it', () => {
  const order = [line(0, 0), line(0, 100), line(0, 200), line(600, 0), line(600, 100), line(600, 200)];
  expect(placeInOrder(line(0, 50), order)).toBe(1);
  expect(placeInOrder(line(600, 50), order)).toBe(4);
  expect(placeInOrder(line(600, 300), order)).toBe(6);
  expect(placeInOrder(line(600, -60), order)).toBe(3);
});

it('puts the answer of a form behind its label, and a label before its answer', () => {
  const [label, answer] = [(y: number) => line(0, y, 150), (y: number) => line(300, y, 300)];
  const order = [label(0), answer(0), label(100), label(200), answer(200)];
  expect(placeInOrder(answer(102), order)).toBe(3);
  expect(placeInOrder(label(102), [label(0), answer(0), answer(100), label(200), answer(200)])).toBe(2);
});

it('goes by height alone where nothing stands above, below or beside it', () => {
  expect(placeInOrder(line(900, 150, 80), [line(0, 0), line(0, 100), line(0, 200)])).toBe(2);
});
