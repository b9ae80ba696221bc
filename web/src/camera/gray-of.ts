import type { GrayImage } from '@longhand/core';

/** Light from RGBA pixels, by the weights of ITU-R BT.601. */
export function grayOf({ width, height, data }: { width: number; height: number; data: ArrayLike<number> }): GrayImage {
  const gray = new Uint8Array(width * height);
  for (let i = 0; i < gray.length; i += 1) {
    gray[i] = 0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2] + 0.5;
  }
  return { width, height, data: gray };
}
