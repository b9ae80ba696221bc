import type { Box, Point } from './box.js';
import type { PlaneMap } from './plane-map.js';

/**
 * What segmentation found on one page: the plain data that every later step passes on. All boxes
 * and points are in pixels of the original page image (after EXIF rotation), whatever the cleaned
 * image looked like.
 */
export interface PageLayout {
  version: 1;
  widthPx: number;
  heightPx: number;
  /** Clockwise turn of the ink against the page's edge that deskewing took out, in degrees. */
  skewDegrees: number;
  /**
   * True when the ink was lighter than the paper and the image was inverted before segmentation.
   */
  isInverted: boolean;
  /**
   * From pixels of the cleaned (flattened, deskewed, scaled) image to pixels of the original page
   * image: nine numbers for a photographed sheet.
   */
  toOriginal: PlaneMap;
  lines: LayoutLine[];
}

export interface LayoutLine {
  box: Box;
  /** Left and right end of the line that small letters stand on. */
  baseline: [Point, Point];
  /** Estimated height of small letters without ascender, px of the original. */
  xHeightPx: number;
  words: LayoutWord[];
  /**
   * True where a stain is as likely as writing: its words count only where the line reader finds
   * letters, too.
   */
  isDoubtful?: boolean;
  /**
   * Boxes to tick that stand in the line, from left to right. They are read by their geometry and
   * are in no strip.
   */
  signs?: LayoutSign[];
}

/** A box of a form, empty or ticked. */
export interface LayoutSign {
  sign: '☐' | '☒';
  box: Box;
  /** True where so little ink is in it that it may be dust. */
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
   * ink).
   */
  glyph: number;
  from: number;
  to: number;
  box: Box;
  /** Ink height divided by the line's x-height. */
  heightInX: number;
  /** How far the ink's bottom lies above the baseline, in x-heights; negative for descenders. */
  bottomInX: number;
}
