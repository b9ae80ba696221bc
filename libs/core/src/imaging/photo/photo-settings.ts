import { settingsOf } from '../../settings.js';

/**
 * The tuned numbers of photographs: the sheet in them, glare and blur. Lengths are in pixels of the
 * picture that a step works on; shares are 0 to 1, grey levels 0 (black) to 255. `longhand train
 * tune photo` measures other values.
 */
export const photoSettings = settingsOf({
  /** The outline of a photographed sheet. */
  sheet: {
    /** Longer side of the picture that the outline is looked for in: more is finer, and slower. */
    lookedAtPx: 400,
    /**
     * Levels between dark and light that are tried: more finds sheets on bright tables, and takes
     * longer.
     */
    thresholds: 10,
    /**
     * Least share of the picture's area that is a page: lower takes cards and labels for the sheet.
     */
    minShare: 0.25,
    /**
     * Greatest share that needs flattening; more is a scan. Higher flattens scans along their dark
     * edge.
     */
    maxShare: 0.96,
    /**
     * Distance of two corners, as a share of the longer side, below which they are one: higher
     * leaves sheets that nearly fill the photo as they are.
     */
    sameCorner: 0.025,
    /** Share in which region and outline agree: lower takes torn or rounded shapes for sheets. */
    minFilled: 0.93,
    /**
     * Share of the points near a side that lie on it, and of a side that has something darker
     * beyond: lower takes shadows for edges.
     */
    minStraight: 0.8,
    /** Grey levels between sheet and table: lower finds sheets on light tables, and folds. */
    minContrast: 14,
    /**
     * Distance from the picture's edge, in small pixels, within which the photo cuts the sheet off.
     */
    cutOffPx: 3,
    /**
     * Quantile of the levels at which the tried thresholds begin: higher skips thin dark tables.
     */
    darkQuantile: 0.03,
    /** Quantile of the levels at which they end: lower skips thresholds within the paper. */
    lightQuantile: 0.9,
    /**
     * Share of a side, at each end and to both sides, that says nothing about it because corners
     * are bent: higher ignores more of the outline.
     */
    bentTip: 0.06,
    /**
     * Share of the sheet's own brightness that beyond its side must be darker by: higher loses
     * sheets on light tables.
     */
    minDarker: 0.08,
    /**
     * Pixels of the flat sheet over pixels of the photo: more keeps the near end's detail, and
     * takes longer.
     */
    maxGrowth: 1.3,
    /**
     * Share of its size that the sheet is cut inside its outline: higher loses what is written to
     * the edge, lower keeps slivers of the table.
     */
    inset: 0.004,
    /**
     * Shortest believable focal length in longer sides of the photo; cameras see between some 25
     * and 90 degrees.
     */
    minFocal: 0.5,
    /**
     * Longest believable focal length, likewise: higher trusts photos with too little perspective
     * to tell the proportions.
     */
    maxFocal: 2.5,
  },
  /** A lamp reflected in the paper. */
  glare: {
    /**
     * Share of the sheet from which a reflection is worth a warning; less is a thin bright edge or
     * a hole.
     */
    minShare: 0.012,
    /** Share above which it is no reflection but a page that is too bright all over. */
    maxShare: 0.3,
    /** Grey level from which nothing can be seen any more: lower takes white paper for glare. */
    blown: 250,
    /** Median grey level above which the paper is itself too bright to tell. */
    maxPaper: 225,
    /** Cells along the longer side that are judged: more finds smaller reflections, and specks. */
    cellsAlong: 200,
  },
  /** Warnings about a picture. */
  picture: {
    /**
     * Share of the pixels that is ink on a page with a line or two; dust and the rim of a scan
     * cover less. Lower warns of empty pages.
     */
    minInkShare: 0.002,
    /**
     * Width of the strokes' edges, as a share of the height of small letters, from which they run
     * into each other: lower warns of more pages.
     */
    maxEdgeInX: 0.2,
    /** Pieces of ink below which a photo is not judged: lower judges single words. */
    minStrokes: 20,
    /** Height below which a piece of ink is dust, or too small to be judged. */
    minHeightPx: 8,
    /** Sauvola's k, without a unit: higher drops faint ink, lower keeps the paper's grain. */
    sauvolaK: 0.25,
    /** Edges of strokes below which a picture is not judged: lower judges pictures by chance. */
    minEdges: 200,
    /**
     * How far to each side an edge is looked at: more measures stronger blur, and meets the next
     * stroke.
     */
    edgeReachPx: 8,
    /** Grey levels between the two sides of an edge: lower counts the grain of paper. */
    minEdgeContrast: 60,
    /** Rows that are looked at: more is surer, and slower. */
    rowsLookedAt: 400,
  },
});
