import { settingsOf } from '../../settings.js';

/**
 * The tuned numbers of making words of the line network's scores; probabilities and shares are 0 to
 * 1. `longhand train tune decoder` measures other values.
 */
export const decoderSettings = settingsOf({
  /** The beam search over a line and over a word. */
  search: {
    /**
     * Probability below which a class is not followed in a frame: higher is faster, and loses
     * readings.
     */
    minProbability: 3e-3,
    /** Readings of the line that are kept: more is slower, and surer. */
    lineWidth: 20,
    /** The same for the readings of a word: more finds more alternatives. */
    wordWidth: 32,
  },
  /** The search for known words. */
  lexicon: {
    /** Nodes kept after each frame, about: more is slower, and finds words far from the ink. */
    width: 600,
    /** How far behind the best a kept node may be, in powers of 2: more is slower. */
    maxBehind: 14,
    /**
     * Probability below which a letter does not begin in a frame: higher is faster, and loses
     * words.
     */
    minLetter: 1e-5,
    /** Mass of the frame before below which a node does not move: higher is faster. */
    minMass: 1e-6,
  },
  /** The readings of one word. */
  ofWord: {
    /** Weight, as a share of the best one's, below which a reading is never listed. */
    noticed: 1e-7,
    /**
     * Probability from which a known word gets no other readings than those that the search found:
     * lower is faster, and loses alternatives.
     */
    sureIfKnown: 0.98,
    /** The same for a word that is not known. */
    sureElse: 0.9999,
    /**
     * Least share of what a wrong first reading leaves that falls to those listed: so often, about,
     * one of them is right on validation lines.
     */
    minListed: 0.5,
    /** Characters after a doubtful one that the language model is asked about: more is slower. */
    lookAhead: 3,
    /**
     * Probability that a class needs in some frame to be weighed against a character: higher is
     * faster, and makes characters surer.
     */
    minRival: 1e-3,
  },
  /** Which other readings of a word are kept. */
  kept: {
    /** Other readings that a word keeps: more finds more in a search, and takes more space. */
    maxCount: 10,
    /** Probability of another reading as a share of the likeliest one's. */
    minShare: 1e-5,
    /** How many times as probable an unknown reading has to be to go before a known word. */
    preference: 10,
    /**
     * Probability of a blank between two words from which it is not doubted: higher looks at more
     * pairs, and is slower.
     */
    sureBlank: 0.98,
    /** Readings of two words as one that are kept in the search. */
    joinedWidth: 16,
    /** Readings of each search that are weighed. */
    maxSearched: 4,
    /** Joined readings that a word keeps. */
    maxJoined: 2,
    /** Least probability of a joined reading that is a known word. */
    minKnown: 1e-5,
    /** Least probability of another one. */
    minOther: 1e-4,
  },
});
