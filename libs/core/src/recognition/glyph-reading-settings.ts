import { settingsOf } from '../settings.js';

/**
 * The tuned numbers of reading words character by character; lengths in x-heights, shares and
 * probabilities 0 to 1. `longhand train tune glyph-reading` measures other values.
 */
export const glyphReadingSettings = settingsOf({
  /** What one window of ink says by itself. */
  evidence: {
    /** Digits that a window keeps: more is slower. */
    maxDigits: 4,
    /** Letters that a window keeps; one counts once for both cases. More is slower. */
    maxLetters: 6,
    /**
     * How well ink that is a mark suits a mark, against letters; the network has not learnt marks.
     * Higher reads more specks as marks.
     */
    markLikelihood: 0.1,
    /**
     * Exponent of the window weight: higher lets the classifier's doubt speak more against a
     * window.
     */
    doubtPower: 2,
    /** How seldom a character has a gap in it, a probability: higher joins letters. */
    bridgeFactor: 0.02,
    /** How wide such a gap is: higher joins letters further apart. */
    bridgeFall: 0.05,
    /**
     * Probability that every class is granted whatever the network says: higher lets context
     * overrule it.
     */
    slip: 3e-5,
    /** Least weight of a window for each piece, so that one bad window does not forbid a word. */
    minSureness: 1e-4,
    /** Gap up to which a stroke is whole: higher joins letters. */
    minBridge: 0.02,
  },
  /** Size and place of characters on their line. */
  stature: {
    /**
     * Spread of the logarithm of a height: lower tells capitals from small letters more sharply.
     */
    heightSpread: 0.17,
    /** Spread of the logarithm of a width: lower trusts widths more. */
    widthSpread: 0.6,
    /** Spread of the bottom over the baseline: lower tells commas from apostrophes more sharply. */
    bottomSpread: 0.2,
    /** Share of glyphs that keep to no rule at all: higher lets the ink alone decide. */
    unruly: 0.05,
    /** Least height and width, so that a speck has a logarithm. */
    minExtent: 0.05,
    /** Logarithm of the usual height of such a glyph. */
    unrulyHeight: 0.35,
    /** Spread of that logarithm. */
    unrulyHeightSpread: 0.5,
    /** Spread of its bottom. */
    unrulyBottomSpread: 0.6,
    /** Logarithm of its usual width. */
    unrulyWidth: -0.3,
    /** Spread of that logarithm. */
    unrulyWidthSpread: 0.7,
  },
  /** How far the measured x-height and baseline of a line are off. */
  lineScale: {
    /** Spread of the baseline's error: higher moves the baseline further. */
    offsetSpread: 0.12,
    /** Least likelihood of one glyph, so that one bad one does not forbid a guess. */
    minSum: 1e-9,
    /**
     * Probability, as a share of the best one's, below which a guess is dropped: lower is slower.
     */
    minKept: 0.02,
    /** Share of lines that were measured rightly. */
    ownShare: 0.55,
    /** Spread of the logarithm of their error. */
    ownSpread: 0.12,
    /** Share of lines that have the page's usual x-height instead. */
    pageShare: 0.25,
    /** Spread of the logarithm of its error. */
    pageSpread: 0.15,
    /** Share of lines measured too large, as lines of digits and capitals are. */
    largeShare: 0.2,
    /** Logarithm of their true x-height over the measured one. */
    large: -0.25,
    /** Spread of that logarithm. */
    largeSpread: 0.35,
    /** Glyphs from which a line's scale is judged by itself; shorter lines borrow it. */
    minForScale: 3,
    /**
     * Exponent of the fit: higher lets a size that suits no character speak more against a window.
     */
    fitPower: 1,
    /** Least fit of a window. */
    minFit: 0.02,
  },
  /** All readings of a word, and the best. */
  readings: {
    /**
     * Likelihood, as a share of the likeliest of its kind, below which a character changes no
     * reading: higher is faster, and loses alternatives.
     */
    negligible: 2e-3,
    /** Other readings that a word keeps. */
    maxAlternatives: 10,
    /** Readings looked for in each style: more is slower. */
    readingsPerStyle: 16,
    /** Probability below which a style is not read: higher is faster, and loses alternatives. */
    minStyle: 0.003,
    /** Probability below which another reading is not kept. */
    minAlternative: 1e-4,
  },
  /** The manner in which words of a page are written. */
  style: {
    /** Share of glyphs alone among the words of a page of words. */
    singleShareInText: 0.1,
    /** The same on a page without any. */
    loneSingleShare: 0.95,
    /** Share of capitalised words among those of small letters. */
    capitalisedShare: 0.3,
    /** Words that the usual shares weigh against the page's own: higher trusts the page less. */
    usualWeight: 3,
    /** Words that the page weighs against the line: higher makes lines alike. */
    pageWeight: 3,
    /** Rounds of estimation: more is surer, and slower. */
    rounds: 6,
    /**
     * How much a number counts as a digit alone, and the other way round: higher makes a page of
     * numbers surer of its digits.
     */
    kindredShare: 0.4,
  },
});
