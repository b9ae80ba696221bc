import { maxSidePx } from './limits.js';

/** A3 at 300 dpi. Larger pages are drawn at fewer dots per inch. */
export const maxDrawnPixels = 18_000_000;

/** A page as its file holds it. */
export interface NativeSize {
  widthPx: number;
  heightPx: number;
  /**
   * Dots per inch across divided by dots per inch down: 2 for a fax of 200 x 100 dpi. Left out
   * where the file does not say it.
   */
  aspect?: number;
}

/** Resolutions that differ by less are rounding. */
const minStretch = 1.04;
/** No device writes pixels that are longer; such a figure is a mistake. */
const maxStretch = 4.5;

/**
 * The pixels that a page deserves, whatever it comes from: its own, made square along the finer
 * side, and shrunk to A3 at 300 dpi where it has more than `maxPixels`. Whole numbers from 1.
 */
export function deservedPixels(native: NativeSize, maxPixels: number): { width: number; height: number } {
  const square = squared(native);
  const pixels = square.width * square.height;
  const fit = pixels > maxPixels ? Math.sqrt(Math.min(maxPixels, maxDrawnPixels) / pixels) : 1;
  const factor = Math.min(fit, maxSidePx / Math.max(square.width, square.height));
  // Down where it shrinks, so that the limit holds.
  const whole = factor < 1 ? Math.floor : Math.round;
  return { width: Math.max(1, whole(square.width * factor)), height: Math.max(1, whole(square.height * factor)) };
}

function squared({ widthPx, heightPx, aspect = 1 }: NativeSize): { width: number; height: number } {
  const stretch = Math.max(aspect, 1 / aspect);
  if (!(stretch >= minStretch && stretch <= maxStretch)) return { width: widthPx, height: heightPx };
  return aspect > 1 ? { width: widthPx, height: heightPx * aspect } : { width: widthPx / aspect, height: heightPx };
}
