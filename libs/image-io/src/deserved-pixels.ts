import { maxSidePx } from './limits.js';

/** A3 at 300 dpi. Larger pages are drawn at fewer dots per inch. */
export const maxDrawnPixels = 18_000_000;

/** The size of a page in its file. */
export interface NativeSize {
  widthPx: number;
  heightPx: number;
  /**
   * Dots per inch across divided by dots per inch down: 2 for a fax of 200 x 100 dpi. Missing if
   * the file does not specify it.
   */
  aspect?: number;
}

/** Smaller differences between resolutions are rounding. */
const minStretch = 1.04;
/** No device writes longer pixels; such a value is an error. */
const maxStretch = 4.5;

/**
 * The size in pixels for a page from any source: its own size, made square along the finer side,
 * and scaled down to A3 at 300 dpi if it has more than `maxPixels`. Whole numbers from 1.
 */
export function deservedPixels(native: NativeSize, maxPixels: number): { width: number; height: number } {
  const square = squared(native);
  const pixels = square.width * square.height;
  const fit = pixels > maxPixels ? Math.sqrt(Math.min(maxPixels, maxDrawnPixels) / pixels) : 1;
  const factor = Math.min(fit, maxSidePx / Math.max(square.width, square.height));
  // Rounded down when scaling down, so that the limit holds.
  const whole = factor < 1 ? Math.floor : Math.round;
  return { width: Math.max(1, whole(square.width * factor)), height: Math.max(1, whole(square.height * factor)) };
}

function squared({ widthPx, heightPx, aspect = 1 }: NativeSize): { width: number; height: number } {
  const stretch = Math.max(aspect, 1 / aspect);
  if (!(stretch >= minStretch && stretch <= maxStretch)) return { width: widthPx, height: heightPx };
  return aspect > 1 ? { width: widthPx, height: heightPx * aspect } : { width: widthPx / aspect, height: heightPx };
}
