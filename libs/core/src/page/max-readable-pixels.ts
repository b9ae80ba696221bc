/**
 * The most pixels that a page may claim to be taken, given the most that it is worked on with: what
 * lies between is shrunk while it is decoded. A bomb claims more.
 */
export const maxReadablePixels = (maxPixels: number): number => 4 * maxPixels;
