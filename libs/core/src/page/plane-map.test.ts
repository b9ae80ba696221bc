import { seededRandom } from '../seeded-random.js';
import { describe, expect, test } from 'vitest';
import type { Affine } from './affine.js';
import type { Point } from './box.js';
import { applyMap, composeMaps, cornersOf, invertMap, mapBox, type PlaneMap, rectangleToCorners } from './plane-map.js';

const page = { x: 0, y: 0, width: 2480, height: 3508 };
const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

function turn(degrees: number): Affine {
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  return [cos, sin, -sin, cos, 0, 0];
}

/**
 * A way from a cleaned page to a photo: a crop, a turn, a scale and a warp, as `cleanPage` joins
 * them.
 */
function randomWay(random: () => number): PlaneMap {
  const between = (low: number, high: number): number => low + random() * (high - low);
  const crop: Affine = [1, 0, 0, 1, between(-200, 200), between(-200, 200)];
  const scale = between(0.3, 3);
  const zoom: Affine = [scale, 0, 0, scale, 0, 0];
  const corners = cornersOf(page).map(({ x, y }) => ({ x: x + between(-500, 500), y: y + between(-500, 500) }));
  return [crop, turn(between(-180, 180)), zoom, rectangleToCorners(page, corners)].reduce(composeMaps);
}

describe('maps of the plane', () => {
  test('corners go to the original and back within a hundredth of a pixel, over crops, turns, scales and warps', () => {
    const random = seededRandom(11);
    for (let run = 0; run < 500; run++) {
      const way = randomWay(random);
      const back = invertMap(way);
      for (const corner of cornersOf(page))
        expect(distance(applyMap(back, applyMap(way, corner)), corner)).toBeLessThan(0.01);
    }
  });

  test('a joined map does what its parts do one after the other', () => {
    const random = seededRandom(12);
    for (let run = 0; run < 100; run++) {
      const [first, second] = [randomWay(random), randomWay(random)];
      const point = { x: 700 * random(), y: 900 * random() };
      const [joined, stepwise] = [
        applyMap(composeMaps(first, second), point),
        applyMap(second, applyMap(first, point)),
      ];
      // Far away, where a warp reaches its horizon, only the share of the distance means something.
      expect(distance(joined, stepwise)).toBeLessThan(1e-6 * (1 + Math.hypot(stepwise.x, stepwise.y)));
    }
  });

  test('a rectangle goes to its four corners, and the last three of them on a line are refused', () => {
    const corners = [
      { x: 120, y: 80 },
      { x: 900, y: 140 },
      { x: 860, y: 1210 },
      { x: 60, y: 1100 },
    ];
    const way = rectangleToCorners({ width: 600, height: 800 }, corners);
    const reached = cornersOf({ x: 0, y: 0, width: 600, height: 800 }).map((p) => applyMap(way, p));
    for (const [i, p] of reached.entries()) expect(distance(p, corners[i])).toBeLessThan(1e-6);
    const line = [0, 1, 2].map((i) => ({ x: 10 * i, y: 10 * i }));
    expect(() => rectangleToCorners({ width: 6, height: 8 }, [{ x: 50, y: 0 }, ...line])).toThrow(RangeError);
  });

  test('six numbers stay six, and a box keeps all of its corners', () => {
    expect(composeMaps(turn(10), [2, 0, 0, 2, 5, 5])).toHaveLength(6);
    expect(mapBox([0, 1, -1, 0, 100, 0], { x: 10, y: 20, width: 30, height: 5 })).toEqual({
      x: 75,
      y: 10,
      width: 5,
      height: 30,
    });
  });
});
