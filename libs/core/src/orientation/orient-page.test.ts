import { describe, expect, test, vi } from 'vitest';
import type { GrayImage } from '../imaging/gray-image.js';
import { turnGray } from '../imaging/turn-gray.js';
import type { StripScores } from '../recognition/ctc/line-scores.js';
import { blankPage, drawStroke } from '../imaging/testing/draw.js';
import { seededRandom } from '../seeded-random.js';
import { orientPage, type StripReader } from './orient-page.js';

/** Lines of stems that all stand on a bar to their lower right: an L reads one way up only. */
function pageOfLs(lines = 8): GrayImage {
  const page = blankPage(900, 1200);
  const random = seededRandom(5);
  for (let line = 0; line < lines; line++) {
    for (let x = 100; x < 760; x += 34 + random() * 12) {
      const y = 200 + line * 100;
      drawStroke(page, [x, y], [x, y - 34], { thickness: 5 });
      drawStroke(page, [x, y], [x + 14, y], { thickness: 5 });
    }
  }
  return page;
}

/**
 * Reads Ls: sure where the ink of a strip is heavier below than above, unsure elsewhere. One
 * character for every 20 pixels.
 */
function readerOfLs(): StripReader & { read: ReturnType<typeof vi.fn> } {
  const read = vi.fn(
    async (strips: readonly GrayImage[]): Promise<StripScores[]> =>
      strips.map((strip) => {
        const frames = 2 * Math.max(1, Math.floor(strip.width / 20));
        const sure = isUpright(strip) ? 6 : 1;
        const logits = Float32Array.from({ length: frames * 2 }, (_, i) => (i % 4 === 1 || i % 4 === 2 ? sure : 0));
        return { logits, frames, classes: 2, widthFrames: frames };
      }),
  );
  return { alphabet: 'L', read };
}

function isUpright({ width, height, data }: GrayImage): boolean {
  let [sum, mass, top, bottom] = [0, 0, height, 0];
  data.forEach((level, i) => {
    if (level >= 128) return;
    const y = Math.floor(i / width);
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    sum += y;
    mass += 1;
  });
  // On their heads Ls are heavier above; on their sides their stems lie.
  return sum / mass - (top + bottom) / 2 > 0.08 * (bottom - top) && longestRun(data) < bottom - top;
}

/** The longest level run of ink, in pixels. */
function longestRun(data: Uint8Array): number {
  let [longest, run] = [0, 0];
  for (const level of data) {
    run = level < 128 ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

describe('orientPage', () => {
  test('reads more lines where the first five leave it open', async () => {
    const reader = readerOfLs();
    const unsure = async (strips: readonly GrayImage[]) =>
      (await readerOfLs().read(strips)).map((scores: StripScores) => ({
        ...scores,
        logits: scores.logits.map(Math.sign),
      }));
    const upsideDown = turnGray(pageOfLs(), 180);
    const read = vi.fn(reader.read).mockImplementationOnce(unsure).mockImplementationOnce(unsure);
    const { turn } = await orientPage(upsideDown, { alphabet: 'L', read });
    expect(read.mock.calls.map(([strips]) => strips.length)).toEqual([5, 5, 3, 3]);
    expect(turn).toBe(180);
    const never = vi.fn(unsure);
    expect((await orientPage(upsideDown, { alphabet: 'L', read: never })).turn).toBe(0);
  });

  test('leaves an upright page as it is, for one reading that is sure', async () => {
    const reader = readerOfLs();
    expect(await orientPage(pageOfLs(), reader)).toMatchObject({ turn: 0, clean: { widthPx: 900, heightPx: 1200 } });
    expect(reader.read).toHaveBeenCalledTimes(1);
    expect(reader.read.mock.calls.flatMap(([strips]) => strips).every(({ width }) => width <= 400)).toBe(true);
  });

  test('reads an upright page both ways where another way up might be clearly better', async () => {
    const reader = readerOfLs();
    const halfSure = async (strips: readonly GrayImage[]) =>
      (await readerOfLs().read(strips)).map((scores: StripScores) => ({
        ...scores,
        logits: scores.logits.map((score) => score / 3),
      }));
    const read = vi.fn(reader.read).mockImplementationOnce(halfSure);
    expect((await orientPage(pageOfLs(), { alphabet: 'L', read })).turn).toBe(0);
    expect(read.mock.calls.map(([strips]) => strips.length)).toEqual([5, 5, 3, 3]);
  });

  test.each([90, 180, 270] as const)('finds the way back from a turn of %i degrees', async (degrees) => {
    const page = pageOfLs();
    const { turn, clean } = await orientPage(turnGray(page, degrees), readerOfLs());
    expect((turn + degrees) % 360).toBe(0);
    expect(clean).toMatchObject({ widthPx: 900, heightPx: 1200 });
  });

  test.each([
    ['stays as it is in a script that the reader does not know', 7, 0],
    ['is turned in Latin', -7, 180],
  ])('a page that reads better on its head %s', async (_, logOdds, turn) => {
    const tellScripts = vi.fn(async (strips: readonly GrayImage[]) =>
      strips.map(() => ({ script: 'Thai' as const, logOdds, frames: 100 })),
    );
    const reader = { ...readerOfLs(), tellScripts };
    expect((await orientPage(turnGray(pageOfLs(), 180), reader)).turn).toBe(turn);
    // Only what would be turned is asked, the way up that reads best.
    expect(tellScripts.mock.calls.flatMap(([strips]) => strips).every(isUpright)).toBe(true);
    expect((await orientPage(pageOfLs(), reader)).turn).toBe(0);
    expect(tellScripts).toHaveBeenCalledOnce();
  });

  test('turns nothing where there is nothing to read, or no way reads clearly better', async () => {
    const empty = await orientPage(blankPage(900, 1200), readerOfLs());
    expect(empty.turn).toBe(0);
    const undecided = {
      alphabet: 'L',
      read: async (strips: readonly GrayImage[]) => readerOfLs().read(strips.map(() => pageOfLs(1))),
    };
    expect((await orientPage(turnGray(pageOfLs(), 180), undecided)).turn).toBe(0);
  });
});

test('turnGray turns clockwise, and four quarter turns are none', () => {
  const picture = { width: 3, height: 2, data: Uint8Array.from([1, 2, 3, 4, 5, 6]) };
  expect(turnGray(picture, 90)).toEqual({ width: 2, height: 3, data: Uint8Array.from([4, 1, 5, 2, 6, 3]) });
  expect(turnGray(picture, 270)).toEqual({ width: 2, height: 3, data: Uint8Array.from([3, 6, 2, 5, 1, 4]) });
  expect(turnGray(turnGray(picture, 180), 180)).toEqual(picture);
});
