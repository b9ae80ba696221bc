import { type BinaryImage, type GrayImage, histogramOf } from './gray-image.js';

export interface OtsuResult {
  /** Pixels darker than or equal to this are ink. */
  level: number;
  inkMean: number;
  paperMean: number;
}

/**
 * The level that parts a picture's histogram into two classes with the greatest variance between
 * them (N. Otsu, 1979).
 */
export function otsu(gray: GrayImage): OtsuResult {
  const counts = histogramOf(gray);
  let total = 0;
  let sum = 0;
  for (let i = 0; i < 256; i++) {
    total += counts[i];
    sum += i * counts[i];
  }
  let best = -1;
  let result: OtsuResult = { level: 127, inkMean: 0, paperMean: 255 };
  let dark = 0;
  let darkSum = 0;
  for (let level = 0; level < 255; level++) {
    dark += counts[level];
    darkSum += level * counts[level];
    const light = total - dark;
    if (dark === 0 || light === 0) continue;
    const inkMean = darkSum / dark;
    const paperMean = (sum - darkSum) / light;
    const between = dark * light * (paperMean - inkMean) ** 2;
    if (between > best) {
      best = between;
      result = { level, inkMean, paperMean };
    }
  }
  return result;
}

/** Ink where the picture is at most `level`. */
export function thresholdAt(gray: GrayImage, level: number): BinaryImage {
  const data = new Uint8Array(gray.data.length);
  for (let i = 0; i < data.length; i++) data[i] = gray.data[i] <= level ? 1 : 0;
  return { width: gray.width, height: gray.height, data };
}

/**
 * Local threshold m · (1 + k · (s / 128 - 1)) from mean m and standard deviation s of the (2 ·
 * radius + 1)² window around each pixel, cut off at the edges (J. Sauvola, M. Pietikäinen, 2000).
 * Column sums that slide down and window sums that slide right give what integral images give, in
 * two rows of memory.
 */
export function sauvola(gray: GrayImage, radius: number, k: number): BinaryImage {
  const { width, height, data } = gray;
  const out = new Uint8Array(width * height);
  const sums = new Int32Array(width);
  const squares = new Float64Array(width);
  const addRow = (y: number, sign: 1 | -1): void => {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      const value = data[row + x];
      sums[x] += sign * value;
      squares[x] += sign * value * value;
    }
  };
  for (let y = 0; y < Math.min(height, radius); y++) addRow(y, 1);
  for (let y = 0; y < height; y++) {
    if (y + radius < height) addRow(y + radius, 1);
    if (y - radius - 1 >= 0) addRow(y - radius - 1, -1);
    const rows = Math.min(height - 1, y + radius) - Math.max(0, y - radius) + 1;
    let sum = 0;
    let square = 0;
    for (let x = 0; x < Math.min(width, radius); x++) {
      sum += sums[x];
      square += squares[x];
    }
    for (let x = 0; x < width; x++) {
      const entering = x + radius;
      const leaving = x - radius - 1;
      if (entering < width) {
        sum += sums[entering];
        square += squares[entering];
      }
      if (leaving >= 0) {
        sum -= sums[leaving];
        square -= squares[leaving];
      }
      const pixels = rows * (Math.min(width - 1, entering) - Math.max(0, leaving + 1) + 1);
      // The threshold is never above the mean, and most pixels are paper.
      const value = data[y * width + x];
      if (value * pixels > sum) continue;
      const mean = sum / pixels;
      const deviation = Math.sqrt(Math.max(0, square / pixels - mean * mean));
      out[y * width + x] = value <= mean * (1 + k * (deviation / 128 - 1)) ? 1 : 0;
    }
  }
  return { width, height, data: out };
}
