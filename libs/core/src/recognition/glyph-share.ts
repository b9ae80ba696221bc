import type { PageLayout } from '../page/page-layout.js';
import type { ReaderChoice } from './choose-reading.js';

/** Bytes of one packed glyph: 28 x 28. */
const glyphBytes = 784;

/** The part of a page that the glyph reader has to read, with its glyphs numbered again. */
export interface GlyphShare {
  /** The layout, without the words of lines that are for the line reader alone. */
  layout: PageLayout;
  /** For each glyph of this layout its index in the page's glyphs. */
  from: number[];
}

/**
 * Leaves out what nobody will look at: the windows of running writing are thousands a page, and
 * each costs a millisecond of the network.
 */
export function glyphShareOf(layout: PageLayout, plan: readonly ReaderChoice[]): GlyphShare {
  const from: number[] = [];
  const lines = layout.lines.map((line, i) => {
    if (plan[i] === 'line') return { ...line, words: [] };
    const words = line.words.map((word) => ({
      ...word,
      windows: word.windows.map((window) => ({ ...window, glyph: from.push(window.glyph) - 1 })),
    }));
    return { ...line, words };
  });
  return { layout: { ...layout, lines }, from };
}

/** The glyphs of a share, 784 bytes each, taken out of the page's packed glyphs. */
export function packGlyphShare({ from }: GlyphShare, glyphs: Uint8Array): Uint8Array {
  const packed = new Uint8Array(from.length * glyphBytes);
  for (const [i, glyph] of from.entries())
    packed.set(glyphs.subarray(glyph * glyphBytes, (glyph + 1) * glyphBytes), i * glyphBytes);
  return packed;
}
