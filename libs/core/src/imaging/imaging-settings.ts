import { settingsOf } from '../settings.js';

/**
 * The tuned numbers of cleaning a picture. Lengths are in pixels of the picture that a step works
 * on unless they say otherwise; shares are 0 to 1, grey levels 0 (black) to 255. `longhand train
 * tune imaging` measures other values.
 */
export const imagingSettings = settingsOf({
  /** From a picture to a clean page. */
  cleaning: {
    /**
     * Pixels above which a picture is worked on at a half, a third ... of its size: A4 at 300 dpi
     * (8.7 M) is enough for handwriting; more costs time, less loses thin strokes.
     */
    maxPixels: 18_000_000,
    /**
     * Longer side from which a scan is tried at half its size (A4 at 300 dpi has 3508): lower saves
     * time on more scans, higher keeps more detail.
     */
    fineLongSidePx: 3300,
    /**
     * Stroke width in pixels that has to be left at half size; small print is thinner. Higher keeps
     * more pages at full size, and is slower.
     */
    minHalvedStrokePx: 2.5,
    /**
     * Longer side up to which a picture is a drawing or a crop, on flat paper and without dust:
     * higher leaves small scans uncleaned.
     */
    smallLongSidePx: 400,
    /**
     * Longer side below which a picture shows a character or two and has no writing around them to
     * measure: higher takes short words for characters.
     */
    minSnippetLongSidePx: 128,
    /** Longer side that such a small picture is enlarged to: more is smoother, and slower. */
    enlargedLongSidePx: 280,
    /**
     * Longer side from which the median filter runs: lower removes more noise, and eats the strokes
     * of low-resolution pictures.
     */
    medianFromLongSidePx: 1000,
    /** The same for the shorter side, so that a line cut out of a page keeps its strokes. */
    medianFromShortSidePx: 400,
    /**
     * Degrees of turn that are worth a resampling: lower gives straighter pages, and blurs straight
     * ones.
     */
    minSkewDegrees: 0.1,
    /** Sauvola's k, without a unit: higher drops faint ink, lower keeps the paper's grain. */
    sauvolaK: 0.25,
    /**
     * Quantile of a cell that counts as its paper: higher follows glare, lower follows the ink of
     * dense writing.
     */
    paperQuantile: 0.75,
    /**
     * Cells around a place whose median is its paper: more ignores larger blots, fewer follow
     * sharper shadows.
     */
    paperRadiusCells: 8,
    /**
     * Least area of a piece of ink, in squares of the stroke width; smaller is dust. Higher loses
     * dots of i and decimal points.
     */
    minSpeckPerStroke: 0.5,
  },
  /** Faint ink made as dark as a pen's. */
  contrast: {
    /**
     * Grey levels between the means of ink and paper of a picture that holds ink at all: higher
     * gives up faint pencil, lower makes ink of an empty page's grain.
     */
    minContrast: 24,
    /**
     * Mean grey level of ink from which it counts as faint and is darkened: lower darkens more
     * pages, and their dirt with them.
     */
    maxInkMean: 96,
  },
  /** Coloured ink on coloured or patterned paper. */
  inkColour: {
    /** Pixels of a page that the colours are found from: more is surer, and slower. */
    maxSamples: 20_000,
    /**
     * Colours that are looked for: more tells pale inks from patterns, and may split one ink in
     * two.
     */
    clusters: 5,
    /** Least share of a page that a colour of ink covers: lower takes stamps and stains for ink. */
    minInk: 0.004,
    /**
     * Greatest share of a page that a colour of ink covers; more is paper or its pattern. Lower
     * loses densely written pages.
     */
    maxInk: 0.12,
    /**
     * Grey levels between ink and ground from which plain grey is good enough: higher uses colour
     * on more pages.
     */
    enoughContrast: 45,
    /** Distance of ink and paper in RGB levels: lower finds paler inks, and shades of the paper. */
    minDistance: 60,
    /**
     * Distance in RGB levels below which two colours are shades of one: higher merges an ink with
     * its ground.
     */
    sameColour: 40,
    /** Grey level that the ink becomes; any value well below paper serves. */
    inkLevel: 30,
    /**
     * Difference of a pixel's channels, in levels, from which it counts as coloured: lower takes
     * yellowed paper for colour.
     */
    minColourful: 40,
  },
  /** The direction of the writing, by projection profiles. */
  skew: {
    /**
     * Largest turn that is looked for: more finds pages that lie more aslant, costs time, and
     * believes slanting hands.
     */
    maxDegrees: 15,
    /** Points of ink below which there is no direction: lower judges single words. */
    minPoints: 400,
    /** Points that the coarse search looks at: fewer is faster, and less sure. */
    maxCoarsePoints: 40_000,
    /**
     * How much sharper the profile has to be at the found angle than at 0 degrees, as a ratio:
     * higher leaves slightly turned pages as they are. The lines of 16 real pages, turned by 2 to
     * 12 degrees, are 1.3 to 550 times as sharp.
     */
    clearGain: 1.02,
    /**
     * How much more for each degree beyond the first: long strokes of a slanting hand line up a
     * little at large angles as well. Higher leaves strongly turned pages as they are.
     */
    gainPerDegree: 0.1,
    /** Degrees within which a smaller turn is tried where a larger one is not believed. */
    smallDegrees: 2,
  },
  /** Light ink on dark paper. */
  polarity: {
    /**
     * Longer side up to which a picture is compared with its border; larger ones are judged place
     * by place.
     */
    smallPx: 200,
    /**
     * Grey levels from which a pixel stands out from its surroundings: lower counts the grain of
     * paper.
     */
    clearlyDifferent: 40,
    /**
     * Quantile of a cell that is its surroundings: the median; away from it, shades of one sign are
     * favoured.
     */
    aroundQuantile: 0.5,
  },
  /** Dots at the foot of a line (`lowDots`); lengths as shares of the line's height. */
  dot: {
    /** Ink from which on a pixel counts, 0 to 255: lower finds faint dots, and specks. */
    minInk: 96,
    /** Greatest width of a dot: higher takes dashes for dots. */
    maxWidth: 0.16,
    /** Greatest height of a dot: higher takes commas and short strokes for dots. */
    maxHeight: 0.2,
    /** Least area of a dot in pixels: lower takes dust for dots. */
    minArea: 3,
    /**
     * Height from which a piece of ink tells where the writing stands: lower lets specks tell it.
     */
    largePiece: 0.25,
    /**
     * How far a dot's middle may lie above the foot of its neighbours: higher finds raised decimal
     * points, and dots of i.
     */
    maxAbove: 0.16,
    /**
     * How far a dot's foot may lie below the foot of its neighbours: higher finds dust between the
     * lines.
     */
    maxBelow: 0.2,
    /**
     * Least distance of a dot's top from the top of the line: lower takes dots of i for full stops.
     */
    minTop: 0.3,
  },
  /** Boxes, comb fields and grids that are erased. */
  frame: {
    /** Share of a side that has to be ink: lower erases rough frames, and square letters. */
    minSide: 0.9,
    /**
     * Thickness of a frame's line in stroke widths: higher erases thick frames, and what is written
     * on thin ones.
     */
    maxStrokes: 1.5,
    /** Share of its box that a frame's ink fills at most: higher erases solid shapes. */
    maxFilled: 0.5,
  },
  /** Ruled lines that are erased. */
  rule: {
    /**
     * Share of its length that must be seen as ink: lower erases broken rules, and rows of letters.
     */
    minCover: 0.25,
    /**
     * Share that must be seen in unbroken pieces of three times the least run: bars of printed
     * capitals stand in rows, too. Lower erases those.
     */
    minSolid: 0.12,
    /**
     * How many times as dark as the rule's own a cross-section is that holds ink of the pen: lower
     * keeps rests of the rule, higher cuts strokes.
     */
    clearlyDarker: 1.6,
    /** Thickness of a rule in stroke widths: higher erases thick rules, and long strokes. */
    maxStrokes: 2.5,
    /**
     * Quantile of the cross-sections' thickness that is the rule's own, since letters stand on it:
     * higher erases their feet.
     */
    thicknessQuantile: 0.25,
    /**
     * Quantile of the darkness of thin cross-sections that is the rule's own: higher cuts strokes
     * that cross it.
     */
    darknessQuantile: 0.4,
    /**
     * Full widths of ink from which the page is ruled; less is an underline or a long bar. Lower
     * takes underlined pages for ruled ones.
     */
    ruledFromWidths: 6,
    /** How far the soft rim of a rule reaches beyond its ink: more whitens the rims of letters. */
    rimPx: 2,
  },
  /** Pictures of a line or a word and little else. */
  snippet: {
    /**
     * Heights of writing, one above another, that the ink covers on a picture of a line or two:
     * higher takes notes of several lines for one.
     */
    maxHeights: 4.2,
    /**
     * Share of the ink that may lie beyond them, dust and rests of other lines: higher cuts long
     * tails off.
     */
    maxBeyond: 0.02,
    /**
     * Width over height from which a picture is a line whatever its ink looks like: lower takes
     * strips of a page for lines.
     */
    minAspect: 6,
    /**
     * Shorter side from which a picture that is not clearly wide is a page: lower takes large crops
     * for pages.
     */
    minPageShortSidePx: 600,
    /** Width over height up to which such a picture is a page. */
    maxPageAspect: 2,
    /**
     * Share of the picture's side that a border or dark edge runs along: lower leaves out large
     * letters.
     */
    frameSide: 0.9,
    /**
     * Width over height up to which a piece as high as the picture is its edge: higher leaves out
     * narrow letters.
     */
    maxEdgeAspect: 0.5,
    /** Width over height from which a piece of ink is a rule: lower leaves out joined words. */
    minRuleAspect: 12,
    /** Sauvola's k, without a unit: higher drops faint ink, lower keeps the paper's grain. */
    sauvolaK: 0.25,
    /** Quantile of a cell that counts as its paper: higher follows glare, lower follows the ink. */
    paperQuantile: 0.75,
    /**
     * Cells around a place whose median is its paper: more ignores larger blots, fewer follow
     * sharper shadows.
     */
    paperRadiusCells: 10,
    /**
     * Least area of a piece of ink in squares of the stroke width; smaller is dust. Higher loses
     * dots.
     */
    minSpeckPerStroke: 0.3,
  },
});
