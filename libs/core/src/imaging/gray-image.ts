/** A grey picture, row by row: 0 is black, 255 is white. */
export interface GrayImage {
  width: number;
  height: number;
  data: Uint8Array;
}

/** A picture of ink and paper, row by row: 1 is ink, 0 is paper. */
export interface BinaryImage {
  width: number;
  height: number;
  data: Uint8Array;
}

/** How many pixels have each of the 256 grey levels. */
export function histogramOf(gray: GrayImage): Uint32Array {
  const counts = new Uint32Array(256);
  for (const level of gray.data) counts[level] += 1;
  return counts;
}

/** The same picture with black and white exchanged. */
export function invertGray(gray: GrayImage): GrayImage {
  const data = new Uint8Array(gray.data.length);
  for (let i = 0; i < data.length; i++) data[i] = 255 - gray.data[i];
  return { width: gray.width, height: gray.height, data };
}
