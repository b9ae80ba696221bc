import type { PageLayout, RecognisedPage } from '@longhand/core';
import { describe, expect, test } from 'vitest';
import { confidenceColour, drawOverlay } from './draw-overlay.js';

const box = { x: 10, y: 20, width: 100, height: 30 };
const lower = { ...box, y: 80 };
const baseline = [
  { x: 10, y: 45 },
  { x: 110, y: 45 },
] as [{ x: number; y: number }, { x: number; y: number }];
const lineOf = (at: typeof box) => ({
  box: at,
  baseline,
  xHeightPx: 14,
  words: [{ box: at, pieceCount: 1, windows: [] }],
});
const layout: PageLayout = {
  version: 1,
  widthPx: 200,
  heightPx: 150,
  skewDegrees: 0,
  isInverted: false,
  toOriginal: [1, 0, 0, 1, 0, 0],
  lines: [lineOf(box), lineOf(lower)],
};
const word = {
  text: 'secret',
  markedText: 'secret',
  box,
  confidence: 1,
  uncertain: false,
  alternatives: [],
  characters: [],
};
const read: RecognisedPage = { lines: [{ box, baseline, words: [word] }], text: 'secret', confidence: 1 };

describe('drawOverlay', () => {
  test('numbers the lines in reading order and joins them by arrows, on a drawing of the page size', () => {
    const svg = drawOverlay({ layout, read });
    expect(svg).toContain('viewBox="0 0 200 150"');
    expect([...svg.matchAll(/<text [^>]*>(\d)<\/text>/g)].map(([, number]) => number)).toEqual(['1', '2']);
    expect(svg.match(/<path /g)).toHaveLength(1);
    expect(svg).toContain('<line x1="10" y1="45" x2="110" y2="45"');
  });

  test('shows where words stand and how sure they are, but not what they say', () => {
    const svg = drawOverlay({ layout, read });
    expect(svg).toContain(`fill="${confidenceColour(1)}"`);
    expect(svg).not.toContain('secret');
    expect([0.2, 0.5, 0.75, 1].map(confidenceColour).map((colour) => colour.split(',')[0])).toEqual([
      'hsl(0',
      'hsl(0',
      'hsl(60',
      'hsl(120',
    ]);
  });

  test('draws the outline of a photographed sheet, and the picture under it when asked', () => {
    const svg = drawOverlay({ layout, read, sheet: baseline }, { jpegBase64: 'AAAA' });
    expect(svg).toContain('<polygon points="10.0,45.0 110.0,45.0"');
    expect(svg.indexOf('<image ')).toBeLessThan(svg.indexOf('<rect '));
  });
});
