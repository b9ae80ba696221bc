import { describe, expect, test } from 'vitest';
import { enlargeLine } from './enlarge-line.js';
import { LINE_HEIGHT } from './line-network.js';
import type { LineImage } from './prepare-line.js';
import type { PlacedLineNetwork } from './run-line-network.js';
import { scoreTwice } from './score-twice.js';

const lineOf = (width: number, ink: (x: number, y: number) => number): LineImage => ({
  width,
  data: Uint8Array.from({ length: width * LINE_HEIGHT }, (_, i) => ink(i % width, Math.floor(i / width))),
});

describe('enlargeLine', () => {
  test('keeps the height and the level, and is wider by the factor', () => {
    const { width, data } = enlargeLine(
      lineOf(50, () => 90),
      1.2,
    );
    expect([width, data.length]).toEqual([60, 60 * LINE_HEIGHT]);
    expect(new Set(data)).toEqual(new Set([90]));
  });

  test('makes strokes larger about the height of the ink, wherever in the strip it lies', () => {
    for (const top of [6, 15, 26]) {
      const line = lineOf(60, (x, y) => (x >= 20 && x < 40 && y >= top && y < top + 10 ? 255 : 0));
      const { width, data } = enlargeLine(line, 1.5);
      const rows = Array.from({ length: LINE_HEIGHT }, (_, y) => data[y * width + 45]);
      const inked = rows.flatMap((ink, y) => (ink > 127 ? [y] : []));
      expect(Math.abs(inked.length - 15)).toBeLessThanOrEqual(1);
      expect((inked[0] + inked[inked.length - 1] + 1) / 2).toBeCloseTo(top + 5, 0);
    }
  });

  test('empty paper stays empty', () => {
    expect(
      Math.max(
        ...enlargeLine(
          lineOf(16, () => 0),
          1.3,
        ).data,
      ),
    ).toBe(0);
  });
});

describe('scoreTwice', () => {
  /** Two frames of blank, "a" and "b"; how sure of "a" depends on the line's first pixel. */
  const networkThatSaw = (seen: number[][]): PlacedLineNetwork => ({
    async scores(lines) {
      seen.push(lines.map(({ width }) => width));
      return lines.map(({ width, data }) => {
        const a = data[0] / 255;
        const logits = Float32Array.of(5, 0, 0, Math.log(0.1), Math.log(0.9 * a), Math.log(0.9 * (1 - a)));
        return { logits, frames: 2, classes: 3, widthFrames: width / 4 };
      });
    },
    dispose() {},
  });
  const [sure, doubtful] = [250, 130].map((level) => lineOf(40, () => level));

  test('looks again at lines in doubt alone, larger, and says so in their place', async () => {
    const seen: number[][] = [];
    const scores = await scoreTwice(networkThatSaw(seen), [sure, doubtful, sure, doubtful]);
    expect(seen).toEqual([
      [40, 40, 40, 40],
      [48, 48],
    ]);
    expect(scores.map(({ larger }) => larger?.widthFrames)).toEqual([undefined, 12, undefined, 12]);
    expect(scores.map(({ widthFrames }) => widthFrames)).toEqual([10, 10, 10, 10]);
  });

  test('frames between a character and a blank are no doubt, and no lines are fine', async () => {
    const network: PlacedLineNetwork = {
      scores: async (lines) =>
        lines.map(() => ({ logits: Float32Array.of(0, 0, -9), frames: 1, classes: 3, widthFrames: 1 })),
      dispose() {},
    };
    expect((await scoreTwice(network, [sure]))[0].larger).toBeUndefined();
    expect(await scoreTwice(network, [])).toEqual([]);
  });
});
