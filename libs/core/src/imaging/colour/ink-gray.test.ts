import { describe, expect, test } from 'vitest';
import { blankPage, drawStroke } from '../testing/draw.js';
import { seededRandom } from '../../seeded-random.js';
import { clusterColours } from './cluster-colours.js';
import { type ColourImage, inkGray } from './ink-gray.js';

const size = { width: 600, height: 500 };

/** Strokes in a pen's colour on paper of one colour, or of two in squares of 40 pixels. */
function colourPage(ink: number[], paper: number[], pattern = paper): { picture: ColourImage; strokes: Uint8Array } {
  const drawing = blankPage(size.width, size.height);
  const random = seededRandom(2);
  for (let y = 60; y < 460; y += 40) {
    for (let x = 40; x < 550; x += 22) drawStroke(drawing, [x, y], [x + 12 * random(), y - 20], { thickness: 4 });
  }
  const strokes = drawing.data.map((level) => (level === 0 ? 1 : 0));
  const data = new Uint8Array(strokes.length * 3);
  strokes.forEach((isInk, i) => {
    const isOdd = (Math.floor((i % size.width) / 40) + Math.floor(i / size.width / 40)) % 2 === 1;
    const colour = isInk ? ink : isOdd ? pattern : paper;
    for (let c = 0; c < 3; c++) data[i * 3 + c] = Math.max(0, Math.min(255, colour[c] + 10 * (random() - 0.5)));
  });
  return { picture: { ...size, channels: 3, data }, strokes };
}

function rightPixels(picture: ColourImage, strokes: Uint8Array): number {
  const gray = inkGray(picture);
  expect(gray).toBeDefined();
  let right = 0;
  gray?.data.forEach((level, i) => {
    if (level < 128 === (strokes[i] === 1)) right += 1;
  });
  return right / strokes.length;
}

describe('inkGray', () => {
  test('shows blue ink on red paper of the same grey', () => {
    const { picture, strokes } = colourPage([40, 100, 200], [190, 60, 60]);
    expect(rightPixels(picture, strokes)).toBeGreaterThan(0.995);
  });

  test('shows ink that lies between the greys of a pattern', () => {
    const { picture, strokes } = colourPage([60, 60, 190], [250, 170, 150], [150, 40, 30]);
    expect(rightPixels(picture, strokes)).toBeGreaterThan(0.995);
  });

  test('leaves pages to plain grey where it serves: dark ink on coloured paper, and pictures without colour', () => {
    expect(inkGray(colourPage([30, 40, 110], [250, 200, 210]).picture)).toBeUndefined();
    expect(inkGray(colourPage([40, 40, 40], [240, 240, 240]).picture)).toBeUndefined();
    expect(inkGray(colourPage([200, 60, 60], [200, 60, 60]).picture)).toBeUndefined();
  });
});

test('clusterColours finds the colours and their shares, the commonest first', () => {
  const samples = Float32Array.from({ length: 300 }, (_, i) => {
    const colour = i < 240 ? [250, 250, 250] : [20, 30, 120];
    return colour[i % 3] + (i % 5) - 2;
  });
  const [paper, ink] = clusterColours(samples, 2);
  expect(paper.share).toBeCloseTo(0.8, 5);
  expect(paper.colour[0]).toBeCloseTo(250, 0);
  expect(ink.colour[2]).toBeCloseTo(120, 0);
  expect(clusterColours(new Float32Array(0), 3)).toEqual([]);
});
