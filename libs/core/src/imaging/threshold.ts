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
  const squares = new Int32Array(width);
  for (let y = 0; y < Math.min(height, radius); y++)
    slideDown(data, width, { sums, squares, entering: y, leaving: -1 });
  for (let y = 0; y < height; y++) {
    const entering = y + radius < height ? y + radius : -1;
    slideDown(data, width, { sums, squares, entering, leaving: y - radius - 1 });
    const rows = Math.min(height - 1, y + radius) - Math.max(0, y - radius) + 1;
    const row = y * width;
    let sum = 0;
    let square = 0;
    for (let x = 0; x < Math.min(width, radius); x++) {
      sum += sums[x];
      square += squares[x];
    }
    for (let x = 0; x < width; x++) {
      const right = x + radius;
      const left = x - radius - 1;
      if (right < width) {
        sum += sums[right];
        square += squares[right];
      }
      if (left >= 0) {
        sum -= sums[left];
        square -= squares[left];
      }
      const pixels = rows * ((right < width ? right : width - 1) - (left >= 0 ? left : -1));
      // The threshold is never above the mean, and most pixels are paper.
      const value = data[row + x];
      if (value * pixels > sum) continue;
      const mean = sum / pixels;
      const deviation = Math.sqrt(Math.max(0, square / pixels - mean * mean));
      out[row + x] = value <= mean * (1 + k * (deviation / 128 - 1)) ? 1 : 0;
    }
  }
  return { width, height, data: out };
}

/** Adds a row to the columns' sums and takes another one away; a negative row is none. */
function slideDown(
  data: Uint8Array,
  width: number,
  { sums, squares, entering, leaving }: { sums: Int32Array; squares: Int32Array; entering: number; leaving: number },
): void {
  if (entering >= 0 && leaving >= 0) {
    const [into, outOf] = [entering * width, leaving * width];
    for (let x = 0; x < width; x++) {
      const [a, b] = [data[into + x], data[outOf + x]];
      sums[x] += a - b;
      squares[x] += a * a - b * b;
    }
    return;
  }
  const row = Math.max(entering, leaving) * width;
  if (row < 0) return;
  const sign = entering >= 0 ? 1 : -1;
  for (let x = 0; x < width; x++) {
    const value = data[row + x];
    sums[x] += sign * value;
    squares[x] += sign * value * value;
  }
}
