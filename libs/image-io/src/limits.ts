/** What a file may cost. */
export interface DecodeLimits {
  /** Most pixels of a page that is worked on as it is; one of up to four times as many is shrunk. */
  maxPixels: number;
  /** Most pages of one document. */
  maxPages: number;
  /** Longest time for decoding one page, in ms. Code that blocks its thread (PDF, HEIC) has to be ended from outside. */
  timeoutMs: number;
}

/** Pictures with a shorter side than this hold no character. */
export const minSidePx = 4;
/** JPEG cannot hold a longer side. */
export const maxSidePx = 65_000;
