import { type Box, unionOfBoxes } from '../page/box.js';
import type { GlyphWindow, LayoutLine, LayoutWord } from '../page/page-layout.js';
import { readingSettings } from './reading-settings.js';

const { boxed } = readingSettings;

/**
 * Joins characters with wide gaps at an even pitch: letters and digits in the boxes of a form,
 * which segmentation returns as words of one or two characters. Three make a run; two are joined at
 * the pitch of a longer run on the same page.
 */
export function joinBoxed(lines: readonly LayoutLine[]): LayoutLine[] {
  const runs = lines.map(({ words }) => runsOf(words));
  const pitches = runs.flatMap((ofLine) => ofLine.filter((run) => run.signs.length >= 3).map((run) => run.pitchPx));
  const isBoxed = ({ signs, pitchPx }: Run) =>
    signs.length >= 3 || (signs.length === 2 && pitches.some((p) => Math.abs(p - pitchPx) < boxed.pitchTolerance * p));
  return lines.map((line, i) => ({
    ...line,
    words: runs[i].flatMap((run) => (isBoxed(run) ? [joined(run.signs)] : run.words)),
  }));
}

/** One sign: ink without a wide gap, with the window that reads it as one character. */
interface Sign {
  box: Box;
  window: GlyphWindow;
}

/**
 * Words that follow each other, and their signs; no signs where a word is not made of single signs.
 */
interface Run {
  words: LayoutWord[];
  signs: Sign[];
  pitchPx: number;
}

/** All words of a line in order, as runs of signs at an even pitch and as single words. */
function runsOf(words: readonly LayoutWord[]): Run[] {
  const runs: Run[] = [];
  for (const word of words) {
    const signs = signsOf(word);
    const last = runs[runs.length - 1];
    const together = last && last.signs.length > 0 && signs.length > 0 ? [...last.signs, ...signs] : [];
    if (isEven(together))
      runs[runs.length - 1] = { words: [...last.words, word], signs: together, pitchPx: pitchOf(together) };
    else runs.push({ words: [word], signs: isEven(signs) || signs.length === 1 ? signs : [], pitchPx: pitchOf(signs) });
  }
  return runs;
}

const centreOf = (box: Box) => box.x + box.width / 2;

function pitchOf(signs: readonly Sign[]): number {
  return signs.length < 2 ? 0 : (centreOf(signs[signs.length - 1].box) - centreOf(signs[0].box)) / (signs.length - 1);
}

/** Two signs or more at an even pitch, with paper between them. */
function isEven(signs: readonly Sign[]): boolean {
  if (signs.length < 2) return false;
  const height = Math.max(...signs.map(({ box }) => box.height));
  const pitch = pitchOf(signs);
  const steps = signs.slice(1).map(({ box }, i) => ({
    pitch: centreOf(box) - centreOf(signs[i].box),
    gap: box.x - signs[i].box.x - signs[i].box.width,
  }));
  const meanGap = steps.reduce((sum, { gap }) => sum + gap, 0) / steps.length;
  return (
    pitch <= 3 * height &&
    meanGap >= boxed.usualGap * height &&
    steps.every((step) => step.gap >= boxed.minGap * height) &&
    steps.every((step) => step.pitch < boxed.maxPitch * pitch && step.pitch > boxed.minPitch * pitch)
  );
}

/**
 * The signs of a word, or none when some of its ink is not one sign: too wide, or read by no single
 * window.
 */
function signsOf({ pieceCount, windows }: LayoutWord): Sign[] {
  const pieces = Array.from({ length: pieceCount }, (_, i) => windows.find((w) => w.from === i && w.to === i + 1)?.box);
  const signs: Sign[] = [];
  for (let from = 0; from < pieceCount; ) {
    const first = pieces[from];
    if (!first) return [];
    let box = first;
    let to = from + 1;
    for (
      let next = pieces[to];
      next && next.x - box.x - box.width < boxed.maxGapInSign * box.height;
      next = pieces[++to]
    )
      box = unionOfBoxes([box, next]);
    const window = windows.find((w) => w.from === from && w.to === to);
    if (!window || box.width > boxed.maxAspect * box.height) return [];
    signs.push({ box, window });
    from = to;
  }
  return signs;
}

/**
 * One word whose pieces are whole signs: the signs' own cuts are dropped, because boxes part them
 * beyond doubt.
 */
function joined(signs: readonly Sign[]): LayoutWord {
  return {
    box: unionOfBoxes(signs.map((s) => s.box)),
    pieceCount: signs.length,
    windows: signs.map(({ window }, i): GlyphWindow => ({ ...window, from: i, to: i + 1 })),
  };
}
