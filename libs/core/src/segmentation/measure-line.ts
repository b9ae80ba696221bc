import type { Blob } from './blob.js';
import type { InkLine } from './ink-line.js';
import { segmentationSettings } from './segmentation-settings.js';
import { halfPixel } from '../page/half.js';

const { measuring } = segmentationSettings;

/** The x-height zone of a line. */
export interface LineMeasure {
  baselineAt(x: number): number;
  xHeightPx: number;
  /** Tangent of the writing's lean to the right. */
  slant: number;
  /** True for figures and block letters that stand apart, false where letters are joined. */
  isDiscrete: boolean;
}

/**
 * Baseline, x-height and slant of a line. The ink profile across the line, measured from its
 * course, is highest where every letter has ink: its limits at half height are the baseline and the
 * top of the x-height.
 */
export function measureLine(line: InkLine): LineMeasure {
  const { top, bottom } = coreZone(line);
  const baselineAt = (x: number): number => line.middleAt(x) + bottom;
  const xHeightPx = Math.max(2, bottom - top);
  return { baselineAt, xHeightPx, slant: slantOf(line.blobs), isDiscrete: isDiscrete(line.blobs, xHeightPx) };
}

/** Nearly all ink of letter height is no wider than a letter. */
function isDiscrete(blobs: readonly Blob[], xHeightPx: number): boolean {
  let all = 0;
  let narrow = 0;
  for (const { width, height } of blobs) {
    if (height < measuring.minLetter * xHeightPx) continue;
    all += width;
    if (width <= measuring.maxLetterAspect * height) narrow += width;
  }
  return narrow >= measuring.minNarrowShare * all;
}

function coreZone(line: InkLine): { top: number; bottom: number } {
  const highest = Math.max(...line.blobs.map((b) => b.height));
  const reach = Math.ceil(highest * 2);
  const profile = new Float32Array(2 * reach + 1);
  for (const { runs } of line.blobs) {
    for (let i = 0; i < runs.length; i += 3) {
      const place = Math.round(runs[i] + halfPixel - line.middleAt((runs[i + 1] + runs[i + 2]) / 2)) + reach;
      if (place >= 0 && place < profile.length) profile[place] += runs[i + 2] - runs[i + 1];
    }
  }
  const radius = Math.max(1, Math.round(highest / 24));
  const smooth = profile.map((_, i) => {
    let sum = 0;
    for (let j = Math.max(0, i - radius); j <= Math.min(profile.length - 1, i + radius); j++) sum += profile[j];
    return sum;
  });
  const level = plateau(smooth) * measuring.coreLevel;
  let crest = 0;
  smooth.forEach((value, i) => {
    if (value > smooth[crest]) crest = i;
  });
  let top = crest;
  while (top > 0 && smooth[top - 1] >= level) top -= 1;
  let bottom = crest;
  while (bottom < smooth.length - 1 && smooth[bottom + 1] >= level) bottom += 1;
  return { top: top - reach - halfPixel, bottom: bottom - reach + halfPixel };
}

/** A robust maximum: a single heavy row (an underline, a bar of t's) must not set the scale. */
function plateau(profile: Float32Array): number {
  const sorted = Array.from(profile.filter((v) => v > 0)).sort((a, b) => b - a);
  return sorted[Math.floor(sorted.length * measuring.plateauQuantile)] ?? 0;
}

/**
 * The lean whose removal makes the vertical projection sharpest, -0.3 to 1 in steps of 0.1; 0 for
 * too little ink.
 */
function slantOf(blobs: readonly Blob[]): number {
  if (blobs.length < measuring.minBlobsForSlant) return 0;
  let best = 0;
  let bestScore = 0;
  for (let step = -3; step <= 10; step++) {
    const slant = step / 10;
    const score = uprightSharpness(blobs, slant) * (step === 0 ? measuring.uprightBonus : 1);
    if (score > bestScore) {
      best = slant;
      bestScore = score;
    }
  }
  return best;
}

function uprightSharpness(blobs: readonly Blob[], slant: number): number {
  const left = Math.min(...blobs.map((b) => b.x));
  const right = Math.max(...blobs.map((b) => b.x + b.width));
  const top = Math.min(...blobs.map((b) => b.y));
  const bottom = Math.max(...blobs.map((b) => b.y + b.height));
  const margin = Math.ceil((bottom - top) * measuring.slantMargin) + 2;
  const steps = new Int32Array(right - left + 2 * margin + 1);
  for (const { runs } of blobs) {
    for (let i = 0; i < runs.length; i += 3) {
      const shift = Math.round(slant * (runs[i] - bottom)) - left + margin;
      steps[runs[i + 1] + shift] += 1;
      steps[runs[i + 2] + shift] -= 1;
    }
  }
  let ink = 0;
  let sum = 0;
  for (const step of steps) {
    ink += step;
    sum += ink * ink;
  }
  return sum;
}
