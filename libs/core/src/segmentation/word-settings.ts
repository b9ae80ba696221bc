import { settingsOf } from '../settings.js';

/**
 * The tuned numbers of finding words and characters in a line; shares are 0 to 1. `longhand train
 * tune words` measures other values.
 */
export const wordSettings = settingsOf({
  /** Gaps between words; lengths in x-heights. */
  wordGap: {
    /** Least gap between two words: lower cuts spaced letters apart. */
    minBound: 0.3,
    /** Gap that always parts words: higher joins words of wide hands. */
    maxBound: 1.3,
    /**
     * How many times wider gaps between words are than between letters; else there is only one
     * kind. Higher joins more words.
     */
    twoKinds: 2.4,
    /**
     * Place of the bound between the mean narrow and the mean wide gap, 0 to 1: lower cuts more
     * words.
     */
    boundPlace: 0.35,
    /** Ink that must lie in both words for ink over a gap to be cut: lower cuts long bars of t. */
    minEntered: 0.4,
    /** Depth below the baseline of the band whose gaps count: more lets tails close gaps. */
    bandBelow: 0.15,
    /** Height above the baseline of that band: more lets bars and loops close gaps. */
    bandAbove: 1.15,
  },
  /** Letters in the boxes of a form. */
  spacing: {
    /** Letters at one distance that are no accident: lower joins single letters of a list. */
    minLetters: 4,
    /** Share by which their distances may differ: higher joins uneven letters. */
    tolerance: 0.16,
    /** Distance in letter heights above which they belong to different fields. */
    maxHeights: 3,
    /** Width over height of a single letter: higher takes pairs for one. */
    maxAspect: 1.3,
    /** Height of a letter in x-heights: lower takes dots for letters. */
    minHeight: 0.6,
  },
  /** A picture of one character. */
  single: {
    /**
     * Longer side up to which a picture may show one character: higher takes short words for one.
     */
    maxSidePx: 128,
    /** Width over height of the picture and of its ink: higher takes two characters for one. */
    maxAspect: 1.6,
    /** Share of the ink's height from which a part is tall: lower parts broken characters. */
    minTall: 0.6,
    /**
     * Share of the ink's width that two tall parts may lie apart: higher takes 11 for one
     * character.
     */
    maxApart: 0.1,
  },
  /** The picture of a character. */
  glyph: {
    /**
     * Stroke widths around the ink whose greys are taken over: more keeps strokes softer, and takes
     * ink of neighbours.
     */
    softRim: 0.4,
    /**
     * Least usual darkness of ink, in levels, that becomes full ink: lower blackens faint specks.
     */
    minDarkness: 32,
  },
  /** A word's ink cut into characters; lengths in x-heights. */
  character: {
    /**
     * Width over height of what may be one character: higher offers more windows, and is slower.
     */
    maxAspect: 1.5,
    /**
     * Width of the widest character (m, W): higher offers more windows, lower loses wide letters.
     */
    maxWidth: 2.4,
    /** Gap in a stroke that broke: higher offers windows over two letters. */
    maxBreak: 0.3,
    /** Width of a letter with such a gap in it, likewise. */
    maxBroken: 1.6,
    /**
     * Height of a loose upper stroke, as a share of its letter's: higher swallows small letters.
     */
    maxFragment: 0.5,
    /**
     * Share of the letter's height, from its top, within which the stroke's middle lies: higher
     * takes commas.
     */
    upperPart: 0.45,
    /** Height of the letter that it belongs to: lower joins dots to each other. */
    minHost: 0.7,
    /** Gap between the two: higher joins apostrophes to letters. */
    maxLoose: 0.15,
    /**
     * Share of the lower one's height from which two pieces stand side by side, not above each
     * other.
     */
    besideShare: 0.6,
    /**
     * Share of the narrower one's width that two pieces side by side must share to be one letter:
     * lower joins slanting neighbours.
     */
    sharedBeside: 0.7,
    /** The same for pieces above each other: higher loses shifted dots. */
    sharedStacked: 0.45,
    /** Width, where letters stand apart, up to which ink is one letter: lower cuts wide ones. */
    discreteWidth: 1.5,
    /** The same as width over height. */
    discreteAspect: 1.35,
    /**
     * Width, where letters are joined, up to which ink is one letter: lower cuts more, and is
     * slower.
     */
    joinedWidth: 1.15,
    /** Height below which ink is a dash and never cut. */
    minCutHeight: 0.4,
    /** Distance of two cuts: lower offers more windows, and is slower. */
    minApart: 0.33,
    /**
     * Thickness, in stroke widths, at which joined letters may be cut: higher cuts through letters.
     */
    thinStrokes: 1.7,
    /** Share of that distance that a cut keeps from the ink's ends: lower cuts slivers off. */
    edgeShare: 0.8,
  },
});
