import { edgeInLetters, findSheet, type GrayImage, glareShare, photoSettings } from '@longhand/core';

/** What the camera sees: all of it, small, and the middle of it in the camera's own pixels. */
export interface View {
  /** About 600 pixels wide. */
  whole: GrayImage;
  detail?: GrayImage;
}

/** Corners of a sheet, clockwise from the top left, in pixels of `View.whole`. */
export type SheetOutline = NonNullable<ReturnType<typeof findSheet>>;

export type PhotoFault = 'dark' | 'glare' | 'empty' | 'blurred' | 'cut' | 'far';

export type PhotoAdvice = PhotoFault | 'good' | 'whole';

export interface Judgement {
  fault?: PhotoFault;
  /** What to do: the name of a sentence in the catalogue. */
  advice: PhotoAdvice;
  /**
   * Mean square of the second derivative where it is steepest, against the contrast; higher is
   * sharper.
   */
  sharpness: number;
  /**
   * Where the sheet lies; absent where it fills the picture or cannot be told from what it lies on.
   */
  outline?: SheetOutline;
}

const DARK_BELOW = 70;
const INK_SHARE = 0.002;
const SHARP_ABOVE = 0.04;
/**
 * Edges of strokes this wide against their height run into each other; the server calls a page
 * blurred by the same measure.
 */
const MAX_EDGE = 0.2;
/** Of the picture's width and of its height. */
const FAR_BELOW = 0.6;
/** A corner so near to the picture's border, as a share of its width, was cut off. */
const CUT_WITHIN = 0.008;

/**
 * Whether a photograph of a page can be read, by simple measures: mean light of the paper; a lamp's
 * reflection; the strength of the Laplacian at the steepest two percent of places, where the ink's
 * edges are (a photograph out of focus has none that are steep; after Pech-Pacheco and others,
 * "Diatom autofocusing in brightfield microscopy", ICPR 2000, on the edges alone, so that a page
 * with few words is not taken for a blurred one); the width of the edges in the detail, which shows
 * what the small picture hides; and where the sheet lies.
 */
export function judgePhoto({ whole, detail }: View): Judgement {
  const outline = findSheet(whole);
  const paper = outline ? boundsOf(whole, outline) : whole;
  const sharpness = steepestEdges(paper);
  const fault = faultOf({ whole, paper, sharpness, detail, outline });
  return {
    ...(fault && { fault }),
    advice: fault ?? (outline ? 'whole' : 'good'),
    sharpness,
    ...(outline && { outline }),
  };
}

function faultOf({
  whole,
  paper,
  sharpness,
  detail,
  outline,
}: {
  whole: GrayImage;
  paper: GrayImage;
  sharpness: number;
  detail: GrayImage | undefined;
  outline: SheetOutline | undefined;
}): PhotoFault | undefined {
  if (mean(paper.data) < DARK_BELOW) return 'dark';
  if (glareShare(paper) >= photoSettings.glare.minShare) return 'glare';
  if (inkShare(paper) < INK_SHARE) return 'empty';
  if (sharpness < SHARP_ABOVE) return 'blurred';
  if (outline && isCut(whole, outline)) return 'cut';
  if (outline && isFar(whole, outline)) return 'far';
  const edge = detail && edgeInLetters(detail);
  return edge !== undefined && edge > MAX_EDGE ? 'blurred' : undefined;
}

const isCut = ({ width, height }: GrayImage, outline: SheetOutline): boolean =>
  outline.some(({ x, y }) => Math.min(x, y, width - x, height - y) < CUT_WITHIN * width);

/** Whether the sheet could be shown much larger without leaving the picture. */
function isFar({ width, height }: GrayImage, outline: SheetOutline): boolean {
  const [xs, ys] = [outline.map(({ x }) => x), outline.map(({ y }) => y)];
  const across = (Math.max(...xs) - Math.min(...xs)) / width;
  const down = (Math.max(...ys) - Math.min(...ys)) / height;
  return Math.max(across, down) < FAR_BELOW;
}

/** The part of the picture that holds the sheet. */
function boundsOf({ width, height, data }: GrayImage, outline: SheetOutline): GrayImage {
  const [xs, ys] = [outline.map(({ x }) => x), outline.map(({ y }) => y)];
  const left = Math.max(0, Math.floor(Math.min(...xs)));
  const top = Math.max(0, Math.floor(Math.min(...ys)));
  const right = Math.min(width, Math.ceil(Math.max(...xs)));
  const bottom = Math.min(height, Math.ceil(Math.max(...ys)));
  const part = new Uint8Array((right - left) * (bottom - top));
  for (let y = top; y < bottom; y += 1) {
    part.set(data.subarray(y * width + left, y * width + right), (y - top) * (right - left));
  }
  return { width: right - left, height: bottom - top, data: part };
}

function mean(data: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < data.length; i += 1) sum += data[i];
  return sum / data.length;
}

/**
 * Mean square of the Laplacian over the steepest two percent of the picture, against the square of
 * its contrast.
 */
function steepestEdges({ width, height, data }: GrayImage): number {
  const histogram = new Uint32Array(1021);
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const i = y * width + x;
      histogram[Math.abs(4 * data[i] - data[i - 1] - data[i + 1] - data[i - width] - data[i + width])] += 1;
    }
  }
  let left = Math.ceil(((width - 2) * (height - 2)) / 50);
  const total = left;
  let sum = 0;
  for (let value = histogram.length - 1; value >= 0 && left > 0; value -= 1) {
    const count = Math.min(left, histogram[value]);
    sum += count * value * value;
    left -= count;
  }
  return sum / total / contrast(data) ** 2;
}

/** Light between the darkest and the lightest two percent. */
function contrast(data: ArrayLike<number>): number {
  const histogram = new Uint32Array(256);
  for (let i = 0; i < data.length; i += 1) histogram[data[i]] += 1;
  const at = (wanted: number) => {
    let count = 0;
    for (let value = 0; value < 256; value += 1) {
      count += histogram[value];
      if (count >= wanted) return value;
    }
    return 255;
  };
  return Math.max(30, at(data.length * 0.98) - at(data.length * 0.02));
}

/** Share of places that are much darker than their surroundings. */
function inkShare({ width, height, data }: GrayImage): number {
  let count = 0;
  const reach = 12;
  for (let y = reach; y < height - reach; y += 2) {
    for (let x = reach; x < width - reach; x += 2) {
      const i = y * width + x;
      const around = (data[i - reach] + data[i + reach] + data[i - reach * width] + data[i + reach * width]) / 4;
      if (around - data[i] > 20) count += 1;
    }
  }
  return (4 * count) / data.length;
}
