/**
 * The maximum number of pixels that a page may declare, given the maximum for processing. Pages
 * between the two are scaled down while they are decoded; a decompression bomb declares more.
 */
export const maxReadablePixels = (maxPixels: number): number => 4 * maxPixels;
