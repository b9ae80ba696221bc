/** What a file may cost. */
export interface DecodeLimits {
  /**
   * Most pixels of a page that is worked on as it is; one of up to four times as many is shrunk.
   */
  maxPixels: number;
  /** Most pages of one document. */
  maxPages: number;
  /**
   * Processor time that one page may take, in ms. Whoever decodes in a thread of its own counts it
   * and ends the thread.
   */
  timeoutMs: number;
}

/** Pictures with a shorter side than this hold no character. */
export const minSidePx = 4;
/** JPEG cannot hold a longer side. */
export const maxSidePx = 65_000;
