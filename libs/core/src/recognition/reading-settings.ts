import { settingsOf } from '../settings.js';

/**
 * The tuned numbers of who reads which line, and of what is said of a reading; shares and
 * probabilities are 0 to 1. `longhand train tune reading` measures other values.
 */
export const readingSettings = settingsOf({
  /** Which reader a line is for. */
  routing: {
    /**
     * Pieces of ink up to which a line is a mark or a number, too short for the line reader's
     * context: higher gives short words to the glyph reader.
     */
    fewPieces: 2,
    /**
     * Share of a line's pieces that stand in boxes, from which it is a form's line: lower gives
     * words to the glyph reader.
     */
    mostlyBoxed: 0.6,
    /**
     * Share up to which it is running writing; between the two both read it. Lower has more lines
     * read twice.
     */
    hardlyBoxed: 0.2,
    /**
     * Pieces of ink per word from which letters are joined or close, no grid of single characters.
     */
    joinedPieces: 4,
    /**
     * Share of neighbouring pieces with paper between them from which the characters stand apart:
     * lower has more lines read twice.
     */
    mostlyParted: 0.9,
  },
  /** Signs in the boxes of a form; lengths in heights of the signs. */
  boxed: {
    /**
     * Paper between any two signs of a run; less is how letters of one word stand. Lower joins
     * words.
     */
    minGap: 0.3,
    /** Mean paper between the signs of a run. */
    usualGap: 0.45,
    /** Paper within one sign: higher takes two signs for one. */
    maxGapInSign: 0.12,
    /**
     * Share by which the distance of two signs may differ from a longer run's: higher joins pairs
     * of words.
     */
    pitchTolerance: 0.15,
    /** Greatest distance in a run as a ratio of its mean: higher joins uneven signs. */
    maxPitch: 1.25,
    /** Least distance in a run, likewise. */
    minPitch: 0.8,
    /** Width over height of one sign: higher takes two signs for one. */
    maxAspect: 1.4,
  },
  /** Warnings about a reading. */
  judgement: {
    /** Words below which their mean tells little. */
    minWords: 4,
    /** Mean probability that a word is right below which a person is warned: higher warns of more pages. */
    minMeanConfidence: 0.5,
  },
  /** How sure a box to tick is: of boxes rendered and drawn this share is read as what it is. */
  tickSign: {
    /** Confidence of a box that is clearly empty or ticked. */
    sureConfidence: 0.98,
    /** Confidence of a box with next to no ink in it. */
    unsureConfidence: 0.5,
  },
  /** Scripts that no reader knows. */
  otherScript: {
    /**
     * Nats from which a line is of another script, its page counted in: lower takes poor writing
     * for another script.
     */
    minLogOdds: 3,
    /**
     * How much the page's other lines count against the line's own ink: higher makes pages of one
     * script.
     */
    pageShare: 0.5,
    /** Bound of one line's evidence in nats, so that one side does not drown the other. */
    maxLogOdds: 8,
    /** Share of a page's lines in another script from which lines without evidence go along. */
    minLineShare: 0.7,
  },
});
