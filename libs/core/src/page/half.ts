/** From a pixel's number to its middle, and back: pixel 0 reaches from 0 to 1. */
export const halfPixel = 0.5;

/** Added before decimals are cut off (a write into a `Uint8Array` does), it rounds to the nearest. */
export const toNearest = 0.5;
