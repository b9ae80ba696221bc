import { AppError } from '../errors.js';
import type { GlyphWindow, PageLayout, ReaderChoice } from '../page/page-layout.js';
import { planReading } from './choose-reading.js';

/** Bytes of one packed glyph: 28 x 28. */
const glyphBytes = 784;

/** The part of a page's glyphs that the glyph reader has to read, numbered again. */
export interface GlyphShare {
  /** The layout; what it has of lines that are for the line reader alone, its maker says. */
  layout: PageLayout;
  /** For each glyph of this layout its index in the page's glyphs. */
  from: number[];
}

/**
 * A layout without the words of lines that are for the line reader alone: the windows of running
 * writing are thousands a page, and each costs a millisecond of the network.
 *
 * @throws AppError `recognition.mismatch` where the plan wants a line read glyph by glyph that was
 * stored without its glyphs.
 */
export function glyphShareOf(layout: PageLayout, plan: readonly ReaderChoice[]): GlyphShare {
  const from: number[] = [];
  const lines = layout.lines.map((line, i) => {
    if (plan[i] === 'line') return { ...line, words: [] };
    const words = line.words.map((word) => ({
      ...word,
      windows: word.windows.map((window) => ({ ...window, glyph: from.push(glyphOf(window)) - 1 })),
    }));
    return { ...line, words };
  });
  return { layout: { ...layout, lines }, from };
}

/**
 * A page's layout as it is stored for reading by both readers, and the glyphs that are drawn and
 * stored with it. Each line names its reader. Lines for the line reader alone have no glyphs, and
 * of their windows only the single pieces, which tell where characters stand.
 */
export function planGlyphs(layout: PageLayout): GlyphShare {
  const plan = planReading(layout);
  const share = glyphShareOf(layout, plan);
  const lines = layout.lines.map((line, i) => {
    if (plan[i] !== 'line') return { ...share.layout.lines[i], reader: plan[i] };
    const words = line.words.map((word) => ({
      ...word,
      windows: word.windows.filter(({ from, to }) => to === from + 1).map(({ glyph: _, ...window }) => window),
    }));
    return { ...line, words, reader: plan[i] };
  });
  return { layout: { ...layout, lines }, from: share.from };
}

function glyphOf({ glyph }: GlyphWindow): number {
  if (glyph !== undefined) return glyph;
  throw new AppError(
    'recognition.mismatch',
    'This page was prepared for the line reader, which is missing now. Have the document read again.',
  );
}

/** The glyphs of a share, 784 bytes each, taken out of the page's packed glyphs. */
export function packGlyphShare({ from }: GlyphShare, glyphs: Uint8Array): Uint8Array {
  const packed = new Uint8Array(from.length * glyphBytes);
  for (const [i, glyph] of from.entries())
    packed.set(glyphs.subarray(glyph * glyphBytes, (glyph + 1) * glyphBytes), i * glyphBytes);
  return packed;
}
