import { settingsOf } from '../settings.js';

/**
 * The tuned numbers of finding lines, words and characters. "Heights" are heights of the page's
 * writing (`textHeightOf`), "x-heights" those of a line's small letters; shares are 0 to 1.
 * `longhand train tune segmentation` measures other values.
 */
export const segmentationSettings = settingsOf({
  /** The ink of a page that may be writing. */
  pageInk: {
    /**
     * Windows a page may have in all; a page of scribble gets windows of fewer pieces, then loses
     * its last lines. More is slower.
     */
    maxWindows: 24_000,
    /** Pieces of ink a page may have; the smallest beyond that are left out. More is slower. */
    maxBlobs: 40_000,
    /**
     * Share of the page's width that a piece of ink takes at most; wider is a rule or a frame.
     * Higher keeps rests of rules.
     */
    maxWidth: 0.9,
  },
  /** How much of the page a line's strip shows, in x-heights. */
  lineStrip: {
    /** Least height above the baseline: more shrinks the letters of lines without ascenders. */
    minAbove: 1.2,
    /** Least depth below the baseline, likewise. */
    minBelow: 0.3,
    /**
     * Greatest height above the baseline: less cuts tall loops, more lets one long stroke make the
     * whole line smaller.
     */
    maxAbove: 3,
    /** Greatest depth below the baseline, likewise. */
    maxBelow: 1.6,
    /**
     * Height above the baseline of a line that may be a stain: with paper around it, it looks less
     * like a letter.
     */
    doubtfulAbove: 2,
    /** Depth below the baseline of such a line. */
    doubtfulBelow: 1,
    /** Width below which upright ink may be a fold of the paper: higher cuts off stems. */
    foldWidth: 0.4,
    /** Height above which it may be one: lower cuts off accents. */
    foldHeight: 0.7,
    /**
     * How far above the baseline a fold that hangs below it may begin: higher cuts off descenders.
     */
    foldBelow: 0.1,
    /**
     * How far above the baseline a fold over the letters ends: lower cuts off ascenders that hang
     * loose.
     */
    foldAbove: 1.1,
  },
  /** Lines by the density of the ink, without a network; lengths in heights. */
  lineFinder: {
    /**
     * How far from its course ink may be a line's own, since the density's crest says little of
     * where the letters stand: higher takes ink from the neighbours, lower loses ascenders.
     */
    reach: 1.3,
    /**
     * How far the density is smoothed along the line: more bridges gaps between words, and columns.
     */
    smoothAcross: 1.2,
    /** How far it is smoothed across: more merges close lines, less finds the rows of ascenders. */
    smoothDown: 0.28,
    /** Gap within a line: more joins words far apart, and columns. */
    maxGap: 5,
    /** Rise or fall of a line over a gap: more follows slopes, and joins neighbouring lines. */
    maxDrift: 0.5,
    /** How far a course is smoothed to each side: more ignores tall letters, and curves. */
    smoothCourse: 3,
    /**
     * Share of the page's usual crest below which a crest is noise between lines: higher loses
     * faint lines.
     */
    minCrest: 0.12,
    /** Quantile of the crests that is the usual one: lower lets faint lines set the measure. */
    usualCrest: 0.8,
    /**
     * Cells that a course may rise or fall from one column to the next: more follows steep lines,
     * and jumps to the neighbour.
     */
    maxStepCells: 1.5,
  },
  /** Which line a piece of ink belongs to; lengths in heights. */
  assignment: {
    /**
     * Height that a line's highest piece of ink needs: lower keeps rows of dust, higher loses rows
     * of dots.
     */
    minWriting: 0.3,
    /**
     * How far a piece of ink has to reach beyond a course to cross it: lower divides more ascenders
     * between two lines.
     */
    minCrossed: 0.1,
  },
  /** Lines whose ink cannot be writing. */
  stain: {
    /**
     * Share of its zone of small letters that a line's ink would fill; dust and folds have less,
     * and the thinnest lines of writing nearly twice as much. Higher loses thin writing.
     */
    minDensity: 0.09,
    /**
     * Darkness, as a share of the page's own, below which ink is faint: higher suspects more lines.
     */
    faint: 0.67,
    /** The least density of a faint line: higher loses pencil, lower keeps what shines through. */
    minFaintDensity: 0.12,
    /** Marks that may still be a stain: higher has more short lines judged by a reader. */
    maxMarks: 2,
    /**
     * Certainty of the line detector, a probability, from which marks are none: lower keeps stains.
     */
    sureCertainty: 0.75,
    /**
     * Share of the highest piece's height from which a piece of ink is a letter; what is lower are
     * dots, accents and dust.
     */
    letterShare: 0.4,
  },
  /** The reading order; lengths in heights. */
  order: {
    /**
     * Lines beside as many others that make columns: lower splits short paragraphs beside a
     * picture.
     */
    minRows: 3,
    /** Width of the paper between two columns: lower takes gaps between words for gutters. */
    minGutter: 1.2,
    /**
     * Share of a block's lines that may run across its gutter (headings): higher splits running
     * text.
     */
    maxAcross: 0.25,
    /**
     * How far apart the middles of two stretches in one row may lie: higher mixes neighbouring
     * lines.
     */
    sameRow: 0.4,
    /** Share of the lower column's height that the two stand beside each other. */
    minBeside: 0.5,
    /**
     * Share of the right column's lines that begin at one edge; ends of broken lines begin
     * anywhere. Higher misses ragged columns.
     */
    minAligned: 0.6,
    /** Width of such an edge: higher takes broken lines for a column. */
    edgeHeights: 2,
    /**
     * Width below which lines are cells of a form or table, which are read across: higher reads
     * narrow columns across.
     */
    maxCellWidth: 10,
    /**
     * Share of the lines that have one beside them in a form or table: lower reads columns across.
     */
    minPaired: 0.8,
  },
  /** Baseline, x-height and slant of a line. */
  measuring: {
    /** Pieces of ink below which there is no slant to measure. */
    minBlobsForSlant: 4,
    /**
     * Share of the ink no wider than a letter from which letters stand apart: lower cuts joined
     * writing less.
     */
    minNarrowShare: 0.9,
    /** Height in x-heights from which ink counts as a letter there: lower counts dots. */
    minLetter: 0.7,
    /** Width over height of a single letter: higher takes pairs of letters for one. */
    maxLetterAspect: 1.35,
    /**
     * Share of the profile's plateau that bounds the small letters: lower makes the x-height
     * larger.
     */
    coreLevel: 0.5,
    /**
     * Quantile, from the top, that is the plateau: lower lets an underline or a row of bars set it.
     */
    plateauQuantile: 0.15,
    /**
     * How much sharper a slanting projection has to be than the upright one, as a ratio: higher
     * measures less slant.
     */
    uprightBonus: 1.02,
    /**
     * Room beside the line for its slanting ends, in line heights; more than the greatest slant
     * (1).
     */
    slantMargin: 1.1,
  },
  /** Which line a box to tick stands in; lengths in boxes. */
  signPlace: {
    /**
     * How far above or below the middle of the small letters its middle may lie: higher gives boxes
     * to the wrong line.
     */
    maxAside: 0.7,
    /** How far away its line's ink may lie: higher gives boxes to lines of another column. */
    maxAway: 12,
  },
  /** Lines of a picture that shows one or two; lengths in heights. */
  snippet: {
    /**
     * Distance of two lines; what is nearer is a row of ascenders, accents or descenders. Higher
     * merges close lines.
     */
    minDistance: 0.75,
    /** Share of the heaviest line's ink that a line has: higher loses short second lines. */
    minShare: 0.25,
    /** Length over height from which ink has a direction: lower turns short words. */
    minLong: 5,
    /** Slope that is no accident of the letters, as a tangent: lower follows their wobble. */
    minSlope: 0.05,
    /**
     * Height up to which ink at the picture's edge is a rest of another line: higher loses dots and
     * commas.
     */
    maxRest: 0.3,
    /** Paper around the ink, as far as the picture has it: more makes the letters smaller. */
    margin: 0.12,
    /**
     * Places looked at for each pixel, each way; a snippet is about as large as its strip. More is
     * smoother, and slower.
     */
    minSamples: 3,
  },
});
