import { type Box, unionOfBoxes } from '../page/box.js';
import type { GlyphWindow, LayoutLine, LayoutWord } from '../page/page-layout.js';

/**
 * Joins words of one sign each that follow each other at an even pitch: letters and digits in the boxes of a form, which segmentation must take
 * for words because of their wide gaps. Three make a run; two are joined at the pitch of a longer run on the same page.
 */
export function joinBoxed(lines: readonly LayoutLine[]): LayoutLine[] {
  const runs = lines.map(({ words }) => runsOf(words));
  const pitches = runs.flatMap((ofLine) => ofLine.filter((run) => run.end - run.start >= 3).map((run) => run.pitchPx));
  const isBoxed = ({ start, end, pitchPx }: Run) =>
    end - start >= 3 || (end - start === 2 && pitches.some((p) => Math.abs(p - pitchPx) < 0.15 * p));
  return lines.map((line, i) => ({
    ...line,
    words: runs[i].flatMap((run) => {
      const words = line.words.slice(run.start, run.end);
      return isBoxed(run) ? [joined(words)] : words;
    }),
  }));
}

/** Words [start, end) of a line; a run of one has no pitch. */
interface Run {
  start: number;
  end: number;
  pitchPx: number;
}

/** All words of a line in order, as runs of single signs at an even pitch and as runs of one. */
function runsOf(words: readonly LayoutWord[]): Run[] {
  const runs: Run[] = [];
  for (let start = 0; start < words.length; ) {
    const pitches: number[] = [];
    let end = start + 1;
    for (; end < words.length && isSign(words[end - 1]) && isSign(words[end]); end++) {
      const [a, b] = [words[end - 1].box, words[end].box];
      const pitch = centreOf(b) - centreOf(a);
      if (pitch > 3 * Math.max(a.height, b.height) || pitches.some((p) => pitch > 1.35 * p || p > 1.35 * pitch)) break;
      pitches.push(pitch);
    }
    runs.push({ start, end, pitchPx: pitches.reduce((sum, p) => sum + p, 0) / Math.max(1, pitches.length) });
    start = end;
  }
  return runs;
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
