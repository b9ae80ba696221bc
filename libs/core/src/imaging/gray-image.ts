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
  const { data } = gray;
  // Neighbours have the same level mostly; one count for each of four lets the next addition begin
  // before the last has ended.
  const four = new Uint32Array(4 * 256);
  const whole = data.length - (data.length % 4);
  for (let i = 0; i < whole; i += 4) {
    four[data[i]] += 1;
    four[256 + data[i + 1]] += 1;
    four[512 + data[i + 2]] += 1;
    four[768 + data[i + 3]] += 1;
  }
  for (let i = whole; i < data.length; i++) four[data[i]] += 1;
  const counts = new Uint32Array(256);
  for (let i = 0; i < four.length; i++) counts[i & 255] += four[i];
  return counts;
}

/** The same picture with black and white exchanged. */
export function invertGray(gray: GrayImage): GrayImage {
  const data = new Uint8Array(gray.data.length);
  for (let i = 0; i < data.length; i++) data[i] = 255 - gray.data[i];
  return { width: gray.width, height: gray.height, data };
}
