import { settingsOf } from '../../settings.js';

/**
 * The tuned numbers of reading numbers; scores in nats, probabilities and shares 0 to 1. `longhand
 * train tune numbers` measures other values.
 */
export const numberSettings = settingsOf({
  /** How a group of numbers is read again. */
  reading: {
    /**
     * How much of the language model counts: numbers are read as the ink has them. Higher reads
     * 120180 for 120/80.
     */
    languageShare: 0.3,
    /**
     * What each dot costs that no sign of a reading accounts for: higher reads specks as decimal
     * points.
     */
    dotPenalty: 1.5,
    /** Readings kept in the search by ink alone: more is slower. */
    inkWidth: 24,
    /** Readings kept in the search with the language model. */
    languageWidth: 12,
    /** Readings whose single signs are varied: more is slower. */
    maxVaried: 4,
    /** Least share of a reading that is kept. */
    minShare: 1e-4,
    /** Dots above which a line is full of specks, and none counts. */
    maxDots: 8,
  },
  /**
   * What a word beside a number adds to the score of a reading: it orders readings, and makes none.
   */
  context: {
    /** A unit after a number. */
    unitAfterNumber: 1,
    /** A word that is not known. */
    lettersOnly: -2,
    /** A word without letters and digits. */
    signsOnly: -3,
    /** Five digits or more in a run that no label explains. */
    longRun: -2.5,
    /** A pressure or a time after its label. */
    expected: 1,
    /** What a bare number after another costs: mostly they are one that was cut. */
    cut: 1.5,
  },
  /** What each form of a number adds, likewise: forms that records use are a little likelier. */
  ofForm: {
    /** A whole number of up to four digits. */
    integer: 0,
    /** A decimal number. */
    decimal: 0,
    /** A date that exists. */
    date: 1,
    /** A date that does not exist. */
    'bad date': -2.5,
    /** A time of day. */
    time: 0.7,
    /** A blood pressure. */
    pressure: 0.7,
    /** A ratio or fraction; 131/5 has lost a digit. */
    ratio: -0.3,
    /** A scheme of doses, 1-0-1, or a telephone number. */
    scheme: 0,
    /** A number with its unit. */
    dose: 0,
    /** An ordinal. */
    ordinal: 0,
    /** Letters and digits of a code. */
    code: -1,
    /** What no number looks like. */
    malformed: -2.5,
  },
});
