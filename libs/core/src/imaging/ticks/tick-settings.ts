import { settingsOf } from '../../settings.js';

/** The tuned numbers of boxes to tick. `longhand train tune ticks` measures other values. */
export const tickSettings = settingsOf({
  /** Boxes to tick. */
  tickBox: {
    /** Least side of a box in heights of the page's writing: lower takes letters for boxes. */
    minHeights: 0.6,
    /** Greatest side, likewise: higher takes cells of tables for boxes. */
    maxHeights: 1.8,
    /** Least side in stroke widths: lower takes thick small letters for boxes. */
    minStrokes: 4.5,
    /** Least side in pixels, likewise. */
    minPx: 9,
    /** How many times as wide or high as the box a tick makes its ink; more is a table. */
    maxReach: 2.4,
    /**
     * Share of ink inside from which a box is ticked; a speck of dust has less. Lower takes dust
     * for a tick.
     */
    minTicked: 0.035,
    /** Share of ink inside up to which a box is surely empty: lower asks a person more often. */
    surelyEmpty: 0.015,
    /** Share of ink inside from which a box is surely ticked: higher asks a person more often. */
    surelyTicked: 0.06,
    /**
     * Share of ink from which a square is a bullet or a blot, unless there are boxes of its size
     * beside it.
     */
    solid: 0.8,
    /** Share by which two boxes of one size may differ: higher takes bullets for filled boxes. */
    likeSize: 0.25,
    /**
     * Thickness of the outline in stroke widths: higher accepts wavering outlines, and round
     * letters.
     */
    maxOutlineStrokes: 0.8,
    /** Least height over width, and width over height: lower accepts oblong boxes, and letters. */
    minAspect: 0.78,
    /** Share of a side that must be ink: lower accepts broken outlines, and letters. */
    minSide: 0.86,
    /**
     * Share of ink along the outside of one side; beside the stem of a letter there is its bowl.
     * Higher accepts letters.
     */
    maxBeside: 0.34,
    /** The same for all four sides together. */
    maxBesideInAll: 0.2,
    /**
     * How far an outline wavers, as a share of the side; the bow of an o is rounder. Higher accepts
     * an o.
     */
    maxWaver: 0.08,
    /**
     * Share of a side by which boxes of one row differ in size and height: higher takes scattered
     * boxes for a field.
     */
    likeness: 0.25,
    /**
     * Gap, in sides, of boxes that letters are written in; a box to tick has its label in between.
     * Higher takes boxes to tick for a field.
     */
    maxGap: 0.6,
    /** Boxes beside each other that make a field: lower takes pairs of boxes to tick for one. */
    minRow: 3,
  },
});
