import { settingsOf } from '../../settings.js';

/**
 * The tuned numbers between the line detector's maps and the lines of a page. "Heights" are heights
 * of writing; probabilities and shares are 0 to 1. `longhand train tune detector` measures other
 * values.
 */
export const detectorSettings = settingsOf({
  /**
   * What the detector sees; the network was trained on it, so that other values want another
   * training.
   */
  input: {
    /** Share of the pixels that is darker than full ink: higher blackens faint pages. */
    inkShare: 0.005,
    /** Least darkness of full ink, in levels, so that an empty page stays white. */
    minInk: 48,
    /** Side of the cells that the paper's level is measured in, pixels. */
    paperCellPx: 5,
    /** Quantile of a cell that counts as its paper: lower follows the ink of dense writing. */
    paperQuantile: 0.75,
    /** Cells around a place whose median is its paper: fewer follow sharper shadows. */
    paperRadiusCells: 7,
  },
  /** The cores of lines in the maps. */
  coreMap: {
    /**
     * Probability from which a cell is core: higher breaks faint lines, lower merges close ones.
     */
    minCore: 0.35,
    /**
     * How much the probability of a border takes from that of a core: higher parts close lines, and
     * breaks others.
     */
    borderWeight: 0.5,
    /**
     * Share of a piece of ink on a ruled line from which it is a rest of one: lower erases writing
     * on rules.
     */
    mostlyRuled: 0.6,
    /** Probability from which a cell is a ruled line. */
    minRuled: 0.5,
    /** Share of a piece of ink in cores above which it stays whatever it lies on. */
    maxCore: 0.3,
    /** Probability from which a cell counts as core there. */
    surelyCore: 0.5,
    /**
     * Width and height, in heights of writing, from which a piece on a rule may be a letter of the
     * line beside it: lower keeps the rests of rules, higher loses small capitals.
     */
    minLetter: 0.35,
    /** Width and height up to which it may be one: higher keeps corners of boxes. */
    maxLetter: 2,
  },
  /** From cores to the courses of lines; lengths in heights. */
  lineCourse: {
    /**
     * Height of writing with ascenders and descenders over that of its core: higher takes more ink
     * from the neighbours.
     */
    textPerCore: 2.2,
    /**
     * How far from the core's middle a line's ink may lie: higher takes small print above a line,
     * lower loses accents.
     */
    reach: 0.85,
    /**
     * How much a pixel beyond a line's end counts against one above or below it: higher leaves ink
     * at the ends to other lines.
     */
    aside: 0.5,
    /** Gap within a line whatever stands above and below: higher joins columns. */
    wordGap: 2.5,
    /** Gap within a row of a form, a label and its boxes far to the right: higher joins sheets. */
    widestGap: 12,
    /** Mean probability of a line: higher loses faint lines, lower finds stains. */
    minMean: 0.5,
    /** Length of a line in its own thickness: higher loses single characters. */
    minLength: 1,
    /** Rise or fall of a line over a gap: more joins neighbouring lines. */
    maxDrift: 0.5,
    /**
     * Height by which two stretches of one row differ; of columns that know nothing of each other a
     * third does so by chance. Higher joins columns.
     */
    rowDrift: 0.3,
    /** How far above and below a gap rows are looked at. */
    around: 12,
    /**
     * Share of the stretches beside a gap that go on across it in a form: higher parts forms, lower
     * joins columns.
     */
    minPaired: 0.7,
    /** Stretches on one side below which nothing is known of columns. */
    minRows: 3,
    /**
     * Width over height from which ink that the detector calls no line is one all the same: lower
     * finds stains.
     */
    minWide: 3,
    /** Pieces of ink that such a line has. */
    minPieces: 4,
    /**
     * Letters up to which a line may be a tail, bar or loop of a neighbour: higher merges short
     * lines.
     */
    maxLetters: 2,
    /** Width up to which it may be one. */
    maxWide: 3,
    /**
     * Certainty of the detector, a probability, from which it is a line of its own: higher merges
     * page numbers into their neighbours.
     */
    sureCertainty: 0.7,
    /** Height below which specks belong to nobody. */
    minHeight: 0.2,
  },
  /** The turn that lines still have after cleaning. */
  turn: {
    /** Length, in heights, from which a line tells a direction: lower lets words tell it. */
    minHeights: 5,
    /** Lines below which they tell none. */
    minLines: 3,
    /** Degrees by which they may differ: higher turns pages with lines in several directions. */
    maxSpreadDegrees: 2.5,
    /**
     * Longer side up to which a picture is a crop of a line or a character, without a page to see.
     */
    smallestPagePx: 400,
    /**
     * Degrees of turn from which a page is cleaned again: lower takes twice the time on more pages.
     */
    minTurnDegrees: 0.5,
  },
});
