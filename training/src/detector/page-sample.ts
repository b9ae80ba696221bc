import {
  applyMap,
  type CleanPage,
  cleanPage,
  type DetectorInput,
  detectorInput,
  type GrayImage,
  segmentPage,
} from '@longhand/core';
import { matchLines } from '../pages/match-lines.js';
import type { TrueLine } from '../pages/read-page-set.js';
import { drawLabels, labelRules } from './draw-labels.js';
import { truthOfPage } from './line-truth.js';

/** What the detector learns from one page. */
export interface PageSample {
  /** Sides of both pictures; the labels have half of each. */
  width: number;
  height: number;
  /** The cleaned page, without its rules, as the detector sees it in the system. */
  cleaned: Uint8Array;
  /** The same page as it was scanned, but upright. */
  scanned: Uint8Array;
  /** Bits of `LABELS`. */
  labels: Uint8Array;
}

const ELSEWHERE = { minPure: 0.3, minWhole: 0 };

/** A page with its ground truth as a sample. Found lines that nobody transcribed teach nothing. */
export function pageSample(picture: GrayImage, truth: readonly TrueLine[]): PageSample {
  const clean = cleanPage(picture);
  const { layout } = segmentPage(clean);
  const input = detectorInput(clean.gray);
  const scanned = scannedAs(input, clean, picture);
  const lines = truthOfPage(clean, layout, truth);
  const matched = matchLines(layout, truth, ELSEWHERE);
  const elsewhere = layout.lines.filter((_, i) => matched[i] === undefined).map(({ box }) => box);
  const labels = drawLabels(input, lines, elsewhere);
  labelRules(labels, scanned, input.data, input.width);
  return { width: input.width, height: input.height, cleaned: input.data, scanned, labels };
}

/** The picture as it came, brought into the place of the cleaned page. */
function scannedAs({ width, height, factor }: DetectorInput, clean: CleanPage, picture: GrayImage): Uint8Array {
  const raw = detectorInput(picture);
  const at = (x: number, y: number): number =>
    x < 0 || y < 0 || x >= raw.width || y >= raw.height ? 0 : raw.data[y * raw.width + x];
  const out = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const place = applyMap(clean.toOriginal, { x: (x + 0.5) * factor, y: (y + 0.5) * factor });
      const [u, v] = [place.x / raw.factor - 0.5, place.y / raw.factor - 0.5];
      const [left, top] = [Math.floor(u), Math.floor(v)];
      const upper = at(left, top) + (at(left + 1, top) - at(left, top)) * (u - left);
      const lower = at(left, top + 1) + (at(left + 1, top + 1) - at(left, top + 1)) * (u - left);
      out[y * width + x] = Math.round(upper + (lower - upper) * (v - top));
    }
  }
  return out;
}
