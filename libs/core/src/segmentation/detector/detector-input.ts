import { divideBackground } from '../../imaging/divide-background.js';
import type { GrayImage } from '../../imaging/gray-image.js';
import { localLevel } from '../../imaging/local-level.js';
import { detectorSettings } from './detector-settings.js';

const { input } = detectorSettings;

/**
 * The longer side of the detector's input: letters of handwriting on an A4 sheet are then about 6
 * pixels high, and an image takes tens of milliseconds.
 */
export const DETECTOR_LONG_SIDE = 704;
/** Its sides are multiples of this: the network halves them four times. */
export const DETECTOR_STEP = 16;
/** One cell of the maps is this many pixels of the input. */
export const DETECTOR_CELL = 2;

/** A page as input of the line detector. */
export interface DetectorInput {
  /** Multiples of `DETECTOR_STEP`; what lies beyond the page is paper. */
  width: number;
  height: number;
  /** 0 = paper, 255 = ink. */
  data: Uint8Array;
  /** Pixels of the page for one of these: 1 or more. */
  factor: number;
}

/**
 * Scales a grey image (0 = black) down to a longer side of `DETECTOR_LONG_SIDE`, removes shadows
 * and converts it to ink. Smaller images keep their size.
 */
export function detectorInput(picture: GrayImage): DetectorInput {
  const factor = Math.max(1, Math.max(picture.width, picture.height) / DETECTOR_LONG_SIDE);
  const small = factor > 1 ? shrinkTo(picture, factor) : picture;
  const flat = divideBackground(
    small,
    localLevel(small, input.paperCellPx, input.paperQuantile, input.paperRadiusCells),
  );
  const table = inkTable(flat);
  const width = Math.ceil(flat.width / DETECTOR_STEP) * DETECTOR_STEP;
  const height = Math.ceil(flat.height / DETECTOR_STEP) * DETECTOR_STEP;
  const data = new Uint8Array(width * height);
  for (let y = 0; y < flat.height; y++)
    for (let x = 0; x < flat.width; x++) data[y * width + x] = table[flat.data[y * flat.width + x]];
  return { width, height, data, factor };
}

/** Every pixel is the mean of the whole pixels whose place falls into it. */
function shrinkTo(picture: GrayImage, factor: number): GrayImage {
  const width = Math.max(1, Math.floor(picture.width / factor));
  const height = Math.max(1, Math.floor(picture.height / factor));
  const edges = (count: number, most: number) =>
    Int32Array.from({ length: count + 1 }, (_, i) => Math.min(most, Math.round(i * factor)));
  const [lefts, tops] = [edges(width, picture.width), edges(height, picture.height)];
  const data = new Uint8Array(width * height);
  const sums = new Uint32Array(picture.width);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    for (let row = tops[y]; row < tops[y + 1]; row++) {
      const base = row * picture.width;
      for (let x = 0; x < picture.width; x++) sums[x] += picture.data[base + x];
    }
    const rows = tops[y + 1] - tops[y];
    for (let x = 0, at = 0; x < width; x++) {
      const end = lefts[x + 1];
      const count = (end - at) * rows;
      let sum = count >> 1;
      for (; at < end; at++) sum += sums[at];
      data[y * width + x] = sum / count;
    }
  }
  return { width, height, data };
}

/** Level of a flat picture -> ink: the darkest places become 255. */
function inkTable({ data }: GrayImage): Uint8Array {
  const counts = new Uint32Array(256);
  for (const level of data) counts[level] += 1;
  let darkest = 0;
  for (let left = data.length * input.inkShare; darkest < 255 && left > counts[darkest]; darkest++)
    left -= counts[darkest];
  const full = Math.max(input.minInk, 255 - darkest);
  return Uint8Array.from({ length: 256 }, (_, level) => Math.min(255, Math.round(((255 - level) * 255) / full)));
}
