import { halfPixel } from '../page/half.js';
import type { GrayImage } from './gray-image.js';

/** Side of a normalised glyph in pixels. */
export const glyphSide = 28;
/** Bytes of one normalised glyph. */
export const glyphBytes = glyphSide * glyphSide;
const padding = 2;
/**
 * The longer side that a crop is brought to before blurring; NIST's characters fill about this much
 * of their 128 x 128 field.
 */
const fieldInkPx = 72;
const blurSigma = 1;
/** A Gaussian at its middle and at one and two sigmas to each side, summing to 1. */
const gaussian = { middle: 0.4, one: 0.24, two: 0.06 };

/**
 * A character as EMNIST shows it: 28 x 28, ink 255 on paper 0. The crop's ink is brought to the
 * size that it has in NIST's 128 x 128 fields, blurred with a Gaussian of sigma 1, cropped to its
 * ink, centred in a square that keeps its aspect, padded by 2 px and shrunk to 28 x 28 by bicubic
 * interpolation, then stretched to 0..255 (G. Cohen et al., EMNIST, 2017, section II-C). `darkness`
 * holds ink as 255 on paper 0 (a `GrayImage` the other way round). Writes 784 bytes at `offset` of
 * `target`; all 0 when there is no ink.
 */
export function normaliseGlyph(darkness: GrayImage, target: Uint8Array, offset = 0): void {
  target.fill(0, offset, offset + glyphBytes);
  const box = inkBox(darkness.data, darkness.width, darkness.height, 64);
  if (!box) return;
  const inner = glyphSide - 2 * padding;
  const long = Math.max(box.width, box.height);
  // One resampling to 24 px does the work of "to 72, blur, to 24": a Gaussian of sigma 1 at 72 px
  // is one of a third of a pixel at 24.
  const scale = inner / long;
  const sigma = (blurSigma * inner) / fieldInkPx;
  const width = box.width * scale;
  const height = box.height * scale;
  const columns = weights({ start: box.x, scale, shift: padding + (inner - width) / 2, length: darkness.width, sigma });
  const rows = weights({ start: box.y, scale, shift: padding + (inner - height) / 2, length: darkness.height, sigma });
  const between = new Float32Array(glyphSide * darkness.height);
  const { from, to, weight: across, span } = columns;
  const { data: ink, width: stride } = darkness;
  for (let y = rows.first; y < rows.end; y++) {
    const row = y * stride;
    for (let x = 0; x < glyphSide; x++) {
      const first = from[x];
      const end = to[x];
      const shift = x * span - first;
      let sum = 0;
      for (let i = first; i < end; i++) sum += across[shift + i] * ink[row + i];
      between[y * glyphSide + x] = sum;
    }
  }
  const result = new Float32Array(glyphBytes);
  let most = 1;
  for (let y = 0; y < glyphSide; y++) {
    for (let i = rows.from[y]; i < rows.to[y]; i++) {
      const weight = rows.weight[y * rows.span + i - rows.from[y]];
      for (let x = 0; x < glyphSide; x++) result[y * glyphSide + x] += weight * between[i * glyphSide + x];
    }
    for (let x = 0; x < glyphSide; x++) most = Math.max(most, result[y * glyphSide + x]);
  }
  // The cubic overshoots beside edges; that is no darker ink.
  const full = Math.min(255, most);
  for (let i = 0; i < glyphBytes; i++)
    target[offset + i] = Math.round(Math.min(255, Math.max(0, (result[i] * 255) / full)));
}

interface Kernel {
  from: Int32Array;
  to: Int32Array;
  weight: Float32Array;
  span: number;
  first: number;
  end: number;
}

/**
 * Weights of source pixels for each of the 28 target pixels: a cubic (Keys, a = -0.5) as wide as a
 * target pixel, smoothed by the Gaussian.
 */
function weights({
  start,
  scale,
  shift,
  length,
  sigma,
}: {
  start: number;
  scale: number;
  shift: number;
  length: number;
  sigma: number;
}): Kernel {
  const stretch = Math.max(1, 1 / scale);
  const reach = (2 + 2 * sigma) * stretch;
  const span = Math.ceil(2 * reach) + 2;
  const from = new Int32Array(glyphSide);
  const to = new Int32Array(glyphSide);
  const weight = new Float32Array(glyphSide * span);
  let first = length;
  let end = 0;
  for (let i = 0; i < glyphSide; i++) {
    const centre = start + (i + halfPixel - shift) / scale;
    from[i] = Math.max(0, Math.ceil(centre - reach - halfPixel));
    to[i] = Math.max(from[i], Math.min(length, Math.floor(centre + reach + halfPixel)));
    // Paper outside the crop is 0, so the weights add up to one over the whole reach, not over what
    // lies inside.
    let sum = 0;
    for (let at = Math.ceil(centre - reach - halfPixel); at < Math.floor(centre + reach + halfPixel); at++) {
      const value = smoothedCubic((at + halfPixel - centre) / stretch, sigma);
      sum += value;
      if (at >= from[i] && at < to[i]) weight[i * span + at - from[i]] = value;
    }
    for (let at = 0; at < span; at++) weight[i * span + at] /= sum;
    if (to[i] > from[i]) {
      first = Math.min(first, from[i]);
      end = Math.max(end, to[i]);
    }
  }
  return { from, to, weight, span, first, end };
}

/** The cubic, averaged over the Gaussian at five places. */
function smoothedCubic(x: number, sigma: number): number {
  return (
    gaussian.middle * cubic(x) +
    gaussian.one * (cubic(x - sigma) + cubic(x + sigma)) +
    gaussian.two * (cubic(x - 2 * sigma) + cubic(x + 2 * sigma))
  );
}

function cubic(x: number): number {
  const d = Math.abs(x);
  if (d >= 2) return 0;
  return d < 1 ? (1.5 * d - 2.5) * d * d + 1 : ((-0.5 * d + 2.5) * d - 4) * d + 2;
}

function inkBox(
  data: Uint8Array,
  width: number,
  height: number,
  level: number,
): { x: number; y: number; width: number; height: number } | undefined {
  let left = width;
  let right = -1;
  let top = height;
  let bottom = -1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[y * width + x] < level) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  return right < 0 ? undefined : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}
