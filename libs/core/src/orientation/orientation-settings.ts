import { settingsOf } from '../settings.js';

/**
 * The tuned numbers for turning a page upright; scores are means of natural logarithms of
 * probabilities. `longhand train tune orientation` measures other values.
 */
export const orientationSettings = settingsOf({
  /** The choice of the orientation that reads best. */
  way: {
    /**
     * Number of the widest lines that are read first, in their middle part: more is more certain,
     * but slower.
     */
    linesRead: 5,
    /** Number of lines that are read if both orientations read almost equally well. */
    maxLinesRead: 20,
    /** Difference of the two scores from which no more lines are read. */
    clearAlready: 0.3,
    /**
     * Width of the part of a line that is read, in pixels of its strip: more is more certain, but
     * slower.
     */
    maxStripWidth: 400,
    /** Minimum width, in the same pixels, of a line that is read. */
    minStripWidth: 40,
    /** Minimum number of characters that indicate a direction. */
    minCharacters: 12,
    /**
     * How much better another orientation must read for a page to be turned: higher leaves pages
     * upside down, lower turns upright pages.
     */
    clearlyBetter: 0.1,
    /** The same for a single line, whose few characters call for a larger difference. */
    clearlyBetterAlone: 0.35,
    /**
     * Difference from which rules and columns, which make an upright page look sideways, no longer
     * prevent a turn.
     */
    farBetter: 0.4,
    /** Score from which a page is upright, whatever its rules and columns suggest. */
    readsWell: -0.3,
    /**
     * Score below which the better orientation of a sheet is poor writing, or runs the other way.
     */
    readsPoorly: -0.75,
    /**
     * Ratio of the sharpness of ink rows across and along the lines from which a page may be
     * sideways; sideways pages are above 1.4, upright pages below 0.7.
     */
    maybeSideways: 0.87,
    /** Ratio below which a page is never sideways, however poorly it reads. */
    neverSideways: 0.4,
  },
});
