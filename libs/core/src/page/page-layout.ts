import type { Box, Point } from './box.js';
import type { PlaneMap } from './plane-map.js';

/**
 * The result of segmentation for one page: plain data that all later steps pass on. All boxes and
 * points are in pixels of the original page image (after EXIF rotation), whatever the cleaned image
 * looked like.
 */
export interface PageLayout {
  version: 1;
  widthPx: number;
  heightPx: number;
  /**
   * Clockwise rotation of the ink relative to the page's edge that deskewing removed, in degrees.
   */
  skewDegrees: number;
  /** True if the ink was lighter than the paper and the image was inverted before segmentation. */
  isInverted: boolean;
  /**
   * From pixels of the cleaned (flattened, deskewed, scaled) image to pixels of the original page
   * image: nine numbers for a photographed sheet.
   */
  toOriginal: PlaneMap;
  lines: LayoutLine[];
}

/**
 * Which reader a line is for: single characters, running writing, or either (then both read it and
 * the surer one is taken).
 */
export type ReaderChoice = 'glyphs' | 'line' | 'either';

export interface LayoutLine {
  box: Box;
  /** Left and right end of the baseline. */
  baseline: [Point, Point];
  /** Estimated x-height, in pixels of the original. */
  xHeightPx: number;
  words: LayoutWord[];
  /**
   * True if a stain is as probable as writing: the words count only if the line reader also finds
   * letters.
   */
  isDoubtful?: boolean;
  /** Who reads the line, where that was settled when the page was stored (`planGlyphs`). */
  reader?: ReaderChoice;
  /**
   * Tick boxes in the line, from left to right. They are read from their geometry and are not part
   * of a strip.
   */
  signs?: LayoutSign[];
}

/** A box of a form, empty or ticked. */
export interface LayoutSign {
  sign: '☐' | '☒';
  box: Box;
  /** True if it contains so little ink that it may be dust. */
  isUnsure: boolean;
}

/**
 * A word, cut into `pieceCount` pieces from left to right (clean characters, or parts of joined
 * letters). Every window is one reading hypothesis: the pieces [from, to) are one character.
 * Windows overlap; the decoder picks the best chain of windows from piece 0 to `pieceCount`.
 */
export interface LayoutWord {
  box: Box;
  pieceCount: number;
  windows: GlyphWindow[];
}

export interface GlyphWindow {
  /**
   * Index of the 28 x 28 glyph in the page's packed glyph file (784 bytes each, 0 = paper, 255 =
   * ink). Undefined where none was stored, since the line is for the line reader alone.
   */
  glyph?: number;
  from: number;
  to: number;
  box: Box;
  /** Ink height divided by the line's x-height. */
  heightInX: number;
  /** Height of the bottom of the ink above the baseline, in x-heights; negative for descenders. */
  bottomInX: number;
}
