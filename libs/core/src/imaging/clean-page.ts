import { type Affine, identity } from '../page/affine.js';
import { composeMaps, type PlaneMap } from '../page/plane-map.js';
import { despeckle } from './despeckle.js';
import { divideBackground } from './divide-background.js';
import { eraseRules } from './erase-rules.js';
import { estimateDirection } from './estimate-direction.js';
import { type BinaryImage, type GrayImage, invertGray } from './gray-image.js';
import { borderLevel, isLightOnDark } from './is-light-on-dark.js';
import { localLevel } from './local-level.js';
import { medianFilter } from './median-filter.js';
import { cleanSnippet } from './snippet/clean-snippet.js';
import { snippetHeight } from './snippet/snippet-height.js';
import { enlargeGray, shrinkGray } from './resize-gray.js';
import { rotateBack } from './rotate.js';
import { strokeWidthOf } from './stroke-width.js';
import { takeTickBoxes, type TickBox } from './ticks/find-tick-boxes.js';
import { findSheet } from './photo/find-sheet.js';
import { flattenSheet } from './photo/flatten-sheet.js';
import { glareShare } from './photo/glare-share.js';
import type { Quadrilateral } from './photo/quadrilateral.js';
import { scaleDarkness, stretchContrast } from './stretch-contrast.js';
import { otsu, sauvola, thresholdAt } from './threshold.js';
import { imagingSettings } from './imaging-settings.js';

const { cleaning, contrast } = imagingSettings;

export interface CleanPage {
  /** Dark ink on white paper, upright, evenly lit. */
  gray: GrayImage;
  ink: BinaryImage;
  /** Usual thickness of a pen stroke in pixels of `ink`; 0 on an empty page. */
  strokeWidthPx: number;
  /** From pixels of `gray` and `ink` to pixels of the picture that came in. */
  toOriginal: PlaneMap;
  /** Clockwise turn that was taken out, in degrees. */
  skewDegrees: number;
  /** Above 1 the lines may run down the page instead of across it (`Direction`). */
  sideways: number;
  /** Share of the sheet that a lamp's reflection hides. */
  glare: number;
  /**
   * Outline of the photographed sheet whose perspective was taken out, in pixels of the picture
   * that came in.
   */
  sheet?: Quadrilateral;
  isInverted: boolean;
  /**
   * True for a picture of a line or a word and little else: its own writing is the only scale there
   * is.
   */
  isSnippet: boolean;
  /** Boxes to tick that stood on the page; they are in neither `gray` nor `ink`. */
  tickBoxes?: readonly TickBox[];
  /** Size of the picture that came in. */
  widthPx: number;
  heightPx: number;
}

/**
 * A page picture as the segmentation wants it: a photographed sheet flattened, polarity, median
 * filter, background division, contrast, deskewing, threshold, despeckling. Pure; docs/page-cost.md
 * has what it costs.
 *
 * @param skewDegrees the clockwise turn to take out where somebody knows it better than the profile
 * of the ink does.
 */
export function cleanPage(picture: GrayImage, skewDegrees?: number): CleanPage {
  const size = { widthPx: picture.width, heightPx: picture.height };
  const long = Math.max(picture.width, picture.height);
  if (long <= cleaning.smallLongSidePx) {
    const clean = long > cleaning.minSnippetLongSidePx ? cleanFlat(picture, skewDegrees) : undefined;
    return { ...(clean?.isSnippet ? clean : cleanSmall(picture)), ...size };
  }
  const sheet = findSheet(picture);
  if (!sheet) return { ...cleanFlat(picture, skewDegrees), ...size };
  const { gray, toPhoto } = flattenSheet(picture, sheet);
  const clean = cleanFlat(gray, skewDegrees);
  return { ...clean, toOriginal: composeMaps(clean.toOriginal, toPhoto), sheet, ...size };
}

type Cleaned = Omit<CleanPage, 'widthPx' | 'heightPx'>;

function cleanSmall(picture: GrayImage): Cleaned {
  const isInverted = isLightOnDark(picture);
  const upright = isInverted ? invertGray(picture) : picture;
  const factor = Math.max(1, Math.round(cleaning.enlargedLongSidePx / Math.max(picture.width, picture.height)));
  const flat = stretchTo(factor > 1 ? enlargeGray(upright, factor) : upright, borderLevel(upright));
  const ink = thresholdAt(flat, otsuOrNothing(flat));
  return {
    gray: flat,
    ink,
    strokeWidthPx: strokeWidthOf(ink),
    toOriginal: scaling(1 / factor),
    skewDegrees: 0,
    sideways: 0,
    glare: 0,
    isInverted,
    isSnippet: false,
  };
}

function cleanFlat(picture: GrayImage, skewDegrees: number | undefined): Cleaned {
  const factor = Math.ceil(Math.sqrt((picture.width * picture.height) / cleaning.maxPixels));
  const isFine = Math.max(picture.width, picture.height) / factor >= cleaning.fineLongSidePx;
  const halved = isFine ? shrinkGray(picture, 2 * factor) : undefined;
  const isInverted = isLightOnDark(halved ?? picture);
  const upright = (gray: GrayImage) => (isInverted ? invertGray(gray) : gray);
  const common = { isInverted, glare: glareShare(picture) };
  if (halved) {
    const clean = cleanAt(upright(halved), 2 * factor, skewDegrees);
    if (clean.strokeWidthPx >= cleaning.minHalvedStrokePx) return { ...clean, ...common };
  }
  return { ...cleanAt(upright(factor > 1 ? shrinkGray(picture, factor) : picture), factor, skewDegrees), ...common };
}

/** `scaled` is the picture, dark on light, at 1 / `factor` of its size. */
function cleanAt(scaled: GrayImage, factor: number, known?: number): Omit<Cleaned, 'isInverted' | 'glare'> {
  const long = Math.max(scaled.width, scaled.height);
  const isDetailed =
    long >= cleaning.medianFromLongSidePx && Math.min(scaled.width, scaled.height) >= cleaning.medianFromShortSidePx;
  const quiet = isDetailed ? medianFilter(scaled) : scaled;
  const even = stretchContrast(divideBackground(quiet, paperLevel(quiet)));
  const radius = Math.max(7, Math.round(long / 80));
  const firstInk = sauvola(even, radius, cleaning.sauvolaK);
  const textHeightPx = snippetHeight(firstInk);
  if (textHeightPx) {
    const snippet = cleanSnippet(scaled, textHeightPx);
    return { ...snippet, toOriginal: scaling(factor), skewDegrees: 0, sideways: 0, isSnippet: true };
  }
  const direction = estimateDirection(firstInk);
  const skewDegrees = known ?? direction.skewDegrees;
  const turned = Math.abs(skewDegrees) >= cleaning.minSkewDegrees ? rotateBack(even, skewDegrees) : undefined;
  const gray = turned?.gray ?? even;
  const ink = turned ? sauvola(gray, radius, cleaning.sauvolaK) : firstInk;
  const strokeWidthPx = strokeWidthOf(ink);
  const tickBoxes = takeTickBoxes(ink, gray, strokeWidthPx);
  eraseRules(ink, gray, strokeWidthPx);
  despeckle(ink, Math.max(3, Math.round(strokeWidthPx * strokeWidthPx * cleaning.minSpeckPerStroke)));
  return {
    gray,
    ink,
    strokeWidthPx,
    tickBoxes,
    toOriginal: composeMaps(turned?.toSource ?? identity, scaling(factor)),
    skewDegrees: turned ? skewDegrees : 0,
    sideways: direction.sideways,
    isSnippet: false,
  };
}

function scaling(factor: number): Affine {
  return [factor, 0, 0, factor, 0, 0];
}

function paperLevel(gray: GrayImage): ReturnType<typeof localLevel> {
  const cell = Math.max(2, Math.round(Math.max(gray.width, gray.height) / 220));
  return localLevel(gray, cell, cleaning.paperQuantile, cleaning.paperRadiusCells);
}

function otsuOrNothing(gray: GrayImage): number {
  const { level, inkMean, paperMean } = otsu(gray);
  return paperMean - inkMean < contrast.minContrast ? -1 : level;
}

/** Puts `paper` at white and the darkest pixel at black. */
function stretchTo(gray: GrayImage, paper: number): GrayImage {
  let darkest = 255;
  for (const level of gray.data) if (level < darkest) darkest = level;
  return scaleDarkness(gray, paper, 255, Math.max(contrast.minContrast, paper - darkest));
}
