import { type Box, unionOfBoxes } from '../page/box.js';
import type { GlyphWindow, LayoutLine, LayoutWord } from '../page/page-layout.js';

/** Shortest run of single signs that is taken for one word written in boxes. */
const shortestRun = 3;

/**
 * Joins words of one sign each that follow each other at an even pitch: letters and digits in the boxes of a form, which segmentation must take
 * for words because of their wide gaps. Lines without such runs come back as they are.
 */
export function joinBoxed(line: LayoutLine): LayoutLine {
  const words: LayoutWord[] = [];
  for (let i = 0; i < line.words.length; ) {
    const end = endOfRun(line.words, i);
    if (end - i >= shortestRun) words.push(joined(line.words.slice(i, end)));
    else words.push(...line.words.slice(i, end));
    i = end;
  }
  return { ...line, words };
}

function endOfRun(words: readonly LayoutWord[], start: number): number {
  let end = start + 1;
  if (!isSign(words[start])) return end;
  const pitches: number[] = [];
  for (; end < words.length && isSign(words[end]); end++) {
    const pitch = centreOf(words[end].box) - centreOf(words[end - 1].box);
    const height = Math.max(words[end].box.height, words[end - 1].box.height);
    if (pitch > 3 * height || pitches.some((p) => pitch > 1.35 * p || p > 1.35 * pitch)) break;
    pitches.push(pitch);
  }
  return end;
}

const centreOf = (box: Box) => box.x + box.width / 2;

/** One sign: ink that is read as a single character by at least one window, and no wider than a letter. */
function isSign({ box, pieceCount, windows }: LayoutWord): boolean {
  return box.width <= 1.4 * box.height && windows.some((w) => w.from === 0 && w.to === pieceCount);
}

/** One word whose pieces are whole signs: the signs' own cuts are dropped, because boxes part them beyond doubt. */
function joined(signs: readonly LayoutWord[]): LayoutWord {
  return {
    box: unionOfBoxes(signs.map((s) => s.box)),
    pieceCount: signs.length,
    windows: signs.map(({ windows, pieceCount }, i): GlyphWindow => {
      const whole = windows.find((w) => w.from === 0 && w.to === pieceCount)!;
      return { ...whole, from: i, to: i + 1 };
    }),
  };
}
