/** Offset from the index of a pixel to its centre: pixel 0 extends from 0 to 1. */
export const halfPixel = 0.5;

/**
 * Added before truncation (as by a write into a `Uint8Array`), it rounds to the nearest integer.
 */
export const toNearest = 0.5;
