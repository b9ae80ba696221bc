import { settingsOf } from '../settings.js';

/**
 * The tuned numbers of setting a page upright; scores are means of natural logarithms of
 * probabilities. `longhand train tune orientation` measures other values.
 */
export const orientationSettings = settingsOf({
  /** The way up that reads best. */
  way: {
    /** Widest lines that are read first, the middle of each: more is surer, and slower. */
    linesRead: 5,
    /** Lines that are read where the two ways up read nearly as well. */
    maxLinesRead: 20,
    /** Difference of the two scores from which no more lines are read. */
    clearAlready: 0.3,
    /** Width of what is read of a line, in pixels of its strip: more is surer, and slower. */
    maxStripWidth: 400,
    /** Width, likewise, from which a line is read at all. */
    minStripWidth: 40,
    /** Characters below which nothing is known of the direction. */
    minCharacters: 12,
    /**
     * How much better another way has to read for a page to be turned: higher leaves pages on their
     * head, lower turns upright ones.
     */
    clearlyBetter: 0.1,
    /** The same for a line alone, which has too few characters to be turned for as little. */
    clearlyBetterAlone: 0.35,
    /**
     * Difference from which rules and columns, which make an upright page look sideways, no longer
     * speak against a turn.
     */
    farBetter: 0.4,
    /** Score from which a page is upright, whatever its rules and columns look like. */
    readsWell: -0.3,
    /** Score below which the better way up of a sheet is poor writing, or runs the other way. */
    readsPoorly: -0.75,
    /**
     * How much sharper rows of ink are across the lines than along them, as a ratio, from which a
     * page may lie sideways; sideways pages lie above 1.4, upright ones below 0.7.
     */
    maybeSideways: 0.87,
    /** The ratio below which a page never lies sideways, however poorly it reads. */
    neverSideways: 0.4,
  },
});
