/** The limits for decoding a file. */
export interface DecodeLimits {
  /**
   * Maximum pixels of a page that is processed at its own size; a page with up to four times as
   * many is scaled down.
   */
  maxPixels: number;
  /** Most pages of one document. */
  maxPages: number;
  /**
   * Processor time limit for one page, in ms. The code that owns the decoding thread measures it
   * and ends the thread.
   */
  timeoutMs: number;
}

/** Images with a shorter side than this contain no character. */
export const minSidePx = 4;
/** The maximum side of a JPEG. */
export const maxSidePx = 65_000;
