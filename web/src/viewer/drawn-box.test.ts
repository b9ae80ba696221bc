import { expect, it } from 'vitest';
import { boxAfterKey, boxBetween, firstBox } from './drawn-box.js';

const page = { width: 1000, height: 1500 };

it('spans two points in any order and stays on the page', () => {
  const box = { x: 100, y: 200, width: 300, height: 50 };
  expect(boxBetween({ x: 100, y: 200 }, { x: 400, y: 250 }, page)).toEqual(box);
  expect(boxBetween({ x: 400, y: 250 }, { x: 100, y: 200 }, page)).toEqual(box);
  expect(boxBetween({ x: -50, y: 1400 }, { x: 2000, y: 1600 }, page)).toEqual({
    x: 0,
    y: 1400,
    width: 1000,
    height: 100,
  });
});

it('begins as high as the other lines, in the middle', () => {
  const lines = [30, 40, 400].map((height) => ({ x: 0, y: 0, width: 100, height }));
  expect(firstBox(lines, page)).toEqual({ x: 200, y: 730, width: 600, height: 40 });
  expect(firstBox([], page)).toEqual({ x: 200, y: 725, width: 600, height: 50 });
});

it('is moved by the arrow keys, resized with Shift, and left alone by others', () => {
  const box = { x: 100, y: 200, width: 300, height: 40 };
  const press = (key: string, shiftKey = false, from = box) => boxAfterKey(from, { key, shiftKey }, page);
  expect(press('ArrowRight')).toEqual({ ...box, x: 110 });
  expect(press('ArrowUp')).toEqual({ ...box, y: 190 });
  expect(press('ArrowRight', true)).toEqual({ ...box, width: 310 });
  expect(press('ArrowDown', true)).toEqual({ ...box, height: 45 });
  expect(press('ArrowLeft', false, { ...box, x: 3 })).toMatchObject({ x: 0 });
  expect(press('ArrowLeft', true, { ...box, width: 9 })).toMatchObject({ width: 8 });
  expect(press('a')).toBeUndefined();
});
