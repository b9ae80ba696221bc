import { describe, expect, test } from 'vitest';
import type { Point } from '../../page/box.js';
import { applyMap, cornersOf, invertMap, rectangleToCorners } from '../../page/plane-map.js';
import { cleanPage } from '../clean-page.js';
import type { GrayImage } from '../gray-image.js';
import { blankPage, drawStroke, fillRect } from '../testing/draw.js';
import { seededRandom } from '../../seeded-random.js';
import { edgeWidthOf } from './edge-width.js';
import { findSheet } from './find-sheet.js';
import { flattenSheet, warp } from './flatten-sheet.js';
import { glareShare } from './glare-share.js';
import { convexHull, enclosingQuadrilateral } from './quadrilateral.js';

const sheetSize = { width: 620, height: 877 };
const photoSize = { width: 900, height: 1200 };

/** A sheet with some strokes and one block at a known place. */
function writtenSheet(): GrayImage {
  const sheet = blankPage(sheetSize.width, sheetSize.height, 220);
  const random = seededRandom(3);
  for (let y = 120; y < 760; y += 45) {
    for (let x = 70; x < 540; x += 14 + random() * 10)
      drawStroke(sheet, [x, y], [x + 6 * random(), y - 16], { thickness: 3, level: 50 });
  }
  fillRect(sheet, { x: 300, y: 790, width: 24, height: 24 }, 30);
  return sheet;
}
const blockMiddle = { x: 312, y: 802 };

/** The sheet on a dark table with grain, its corners at `corners`, a shadow over the right half. */
function photograph(sheet: GrayImage, corners: readonly Point[], seed: number): GrayImage {
  const random = seededRandom(seed);
  const toSheet = invertMap(rectangleToCorners(sheetSize, corners));
  const photo = blankPage(photoSize.width, photoSize.height);
  const seen = warp(sheet, toSheet as Parameters<typeof warp>[1], photoSize);
  for (let y = 0; y < photo.height; y++) {
    for (let x = 0; x < photo.width; x++) {
      const { x: u, y: v } = applyMap(toSheet, { x: x + 0.5, y: y + 0.5 });
      const isSheet = u >= 0 && v >= 0 && u < sheetSize.width && v < sheetSize.height;
      const light = x > photo.width / 2 ? 0.7 : 1;
      const level = isSheet ? seen.data[y * photo.width + x] : 70;
      photo.data[y * photo.width + x] = Math.min(255, level * light + 8 * random());
    }
  }
  return photo;
}

function randomCorners(random: () => number): Point[] {
  const box = { x: 140, y: 160, width: 620, height: 860 };
  return cornersOf(box).map(({ x, y }) => ({ x: x + (random() - 0.5) * 160, y: y + (random() - 0.5) * 160 }));
}

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

describe('a photographed sheet', () => {
  test('is found by its corners, flattened, and what is on it maps back to the photo', () => {
    const random = seededRandom(21);
    const sheet = writtenSheet();
    for (let run = 0; run < 4; run++) {
      const corners = randomCorners(random);
      const photo = photograph(sheet, corners, run);
      const clean = cleanPage(photo);
      expect(clean.sheet).toBeDefined();
      for (const [i, corner] of (clean.sheet ?? []).entries()) expect(distance(corner, corners[i])).toBeLessThan(8);
      expect(clean).toMatchObject({ widthPx: photoSize.width, heightPx: photoSize.height });
      // The block's middle as the cleaned page shows it, against where the drawn perspective put
      // it.
      const inPhoto = applyMap(rectangleToCorners(sheetSize, corners), blockMiddle);
      const there = applyMap(invertMap(clean.toOriginal), inPhoto);
      let [x, y, pixels] = [0, 0, 0];
      for (let row = Math.floor(there.y) - 30; row < there.y + 30; row++) {
        for (let column = Math.floor(there.x) - 30; column < there.x + 30; column++) {
          if (clean.ink.data[row * clean.ink.width + column] !== 1) continue;
          x += column + 0.5;
          y += row + 0.5;
          pixels += 1;
        }
      }
      expect(pixels).toBeGreaterThan(300);
      expect(distance(applyMap(clean.toOriginal, { x: x / pixels, y: y / pixels }), inPhoto)).toBeLessThan(1);
      for (const corner of cornersOf({ x: 0, y: 0, width: photo.width, height: photo.height })) {
        expect(
          distance(applyMap(clean.toOriginal, applyMap(invertMap(clean.toOriginal), corner)), corner),
        ).toBeLessThan(1);
      }
    }
  });

  test('keeps its proportions', () => {
    const corners = [
      { x: 170, y: 180 },
      { x: 700, y: 240 },
      { x: 820, y: 1020 },
      { x: 90, y: 900 },
    ];
    const { gray } = flattenSheet(blankPage(photoSize.width, photoSize.height), [
      corners[0],
      corners[1],
      corners[2],
      corners[3],
    ]);
    expect(gray.height / gray.width).toBeGreaterThan(1);
    expect(gray.width * gray.height).toBeLessThanOrEqual(1.31 * photoSize.width * photoSize.height);
  });

  test('is not seen on a flat scan, an empty page, a dark board or a page with a bright box', () => {
    expect(findSheet(writtenSheet())).toBeUndefined();
    expect(findSheet(blankPage(800, 1000, 230))).toBeUndefined();
    expect(findSheet(blankPage(800, 1000, 30))).toBeUndefined();
    const form = blankPage(800, 1000, 200);
    fillRect(form, { x: 100, y: 100, width: 500, height: 120 }, 250);
    expect(findSheet(form)).toBeUndefined();
    const scan = writtenSheet();
    fillRect(scan, { x: 0, y: 0, width: 6, height: scan.height }, 0);
    fillRect(scan, { x: 0, y: 0, width: scan.width, height: 5 }, 0);
    expect(findSheet(scan)).toBeUndefined();
  });
});

test('the four sides around a hull with cut corners', () => {
  const outline = [
    { x: 10, y: 0 },
    { x: 90, y: 0 },
    { x: 100, y: 10 },
    { x: 100, y: 100 },
    { x: 0, y: 100 },
    { x: 0, y: 10 },
    { x: 50, y: 50 },
  ];
  const corners = enclosingQuadrilateral(convexHull(outline));
  expect(corners?.map(({ x, y }) => [Math.round(x), Math.round(y)])).toEqual([
    [0, 0],
    [100, 0],
    [100, 100],
    [0, 100],
  ]);
  expect(enclosingQuadrilateral(outline.slice(0, 3))).toBeUndefined();
});

describe('glare and blur', () => {
  test('a white spot on grey paper is glare; white paper and ink are none', () => {
    const paper = blankPage(800, 1000, 180);
    expect(glareShare(paper)).toBe(0);
    fillRect(paper, { x: 300, y: 300, width: 160, height: 160 }, 255);
    expect(glareShare(paper)).toBeCloseTo(0.032, 2);
    expect(glareShare(blankPage(800, 1000, 255))).toBe(0);
  });

  test('soft edges are wider than sharp ones', () => {
    const widthOf = (soft: number): number | undefined => {
      const page = blankPage(900, 900);
      for (let y = 20; y < 880; y += 3) {
        for (let left = 60; left < 800; left += 60) {
          for (let x = left - 20; x < left + 30; x++) {
            const depth = Math.min(1, Math.max(0, Math.min((x - left) / soft, (left + 14 - x) / soft) + 0.5));
            page.data[y * 900 + x] = Math.round(255 - 225 * depth);
          }
        }
      }
      return edgeWidthOf(page, { ...page, data: page.data.map((level) => (level < 128 ? 1 : 0)) });
    };
    expect(widthOf(1)).toBeLessThan(2);
    expect(widthOf(6)).toBeGreaterThan(4);
    expect(edgeWidthOf(blankPage(500, 500), { ...blankPage(500, 500, 0) })).toBeUndefined();
  });
});
