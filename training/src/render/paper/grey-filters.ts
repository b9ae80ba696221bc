import type { Random } from '../../basics/random.js';

/**
 * A plane of values, row by row; the filters below work in place or return a new plane of the same
 * size.
 */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/**
 * Box blur in both directions with a fractional radius in pixels (0 = nothing); edges are repeated.
 */
export function blur(plane: Plane, radius: number): Plane {
  if (radius <= 0) return plane;
  return { ...plane, data: blurRows(transpose(blurRows(transpose(plane), radius)), radius).data };
}

/** Mean of the pixel and its neighbours to `radius`, the outermost weighted by the fraction. */
function blurRows({ width, height, data }: Plane, radius: number): Plane {
  const result = new Float32Array(data.length);
  const whole = Math.floor(radius);
  const part = radius - whole;
  const total = 2 * radius + 1;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const at = (x: number) => data[row + (x < 0 ? 0 : x >= width ? width - 1 : x)];
    for (let x = 0; x < width; x++) {
      let sum = part * (at(x - whole - 1) + at(x + whole + 1));
      for (let k = -whole; k <= whole; k++) sum += at(x + k);
      result[row + x] = sum / total;
    }
  }
  return { width, height, data: result };
}

function transpose({ width, height, data }: Plane): Plane {
  const result = new Float32Array(data.length);
  for (let y = 0, o = 0; y < height; y++) for (let x = 0; x < width; x++, o++) result[x * height + y] = data[o];
  return { width: height, height: width, data: result };
}

/** Ink (0..1) with a bolder (amount > 0, up to 1 = one pixel each side) or finer pen. */
export function changeStroke({ width, height, data }: Plane, amount: number): Plane {
  const result = new Float32Array(data.length);
  const pick = amount > 0 ? Math.max : Math.min;
  const share = Math.min(1, Math.abs(amount));
  for (let y = 0, o = 0; y < height; y++)
    for (let x = 0; x < width; x++, o++) {
      let value = data[o];
      if (x > 0) value = pick(value, data[o - 1]);
      if (x < width - 1) value = pick(value, data[o + 1]);
      if (y > 0) value = pick(value, data[o - width]);
      if (y < height - 1) value = pick(value, data[o + width]);
      result[o] = data[o] + share * (value - data[o]);
    }
  return { width, height, data: result };
}

/**
 * Smooth noise about 0 with standard deviation near 1 at its nodes, which lie `cell` pixels apart.
 */
export function smoothNoise(width: number, height: number, cell: number, random: Random): Plane {
  const columns = Math.ceil(width / cell) + 2;
  const nodes = Float32Array.from({ length: columns * (Math.ceil(height / cell) + 2) }, () => random.normal());
  const data = new Float32Array(width * height);
  for (let y = 0, o = 0; y < height; y++) {
    const v = y / cell;
    const row = Math.floor(v) * columns;
    for (let x = 0; x < width; x++, o++) {
      const u = x / cell;
      const i = row + Math.floor(u);
      const [fx, fy] = [u - Math.floor(u), v - Math.floor(v)];
      const top = nodes[i] + fx * (nodes[i + 1] - nodes[i]);
      const bottom = nodes[i + columns] + fx * (nodes[i + columns + 1] - nodes[i + columns]);
      data[o] = top + fy * (bottom - top);
    }
  }
  return { width, height, data };
}

/**
 * What strong JPEG compression leaves at small cost: in 8 x 8 blocks, faint detail sinks to the
 * block's coarse 4 x 4 means.
 */
export function blockArtefacts({ width, height, data }: Plane, threshold: number): void {
  for (let top = 0; top < height; top += 4)
    for (let left = 0; left < width; left += 4) {
      const [bottom, right] = [Math.min(height, top + 4), Math.min(width, left + 4)];
      let sum = 0;
      for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += data[y * width + x];
      const mean = sum / ((bottom - top) * (right - left));
      for (let y = top; y < bottom; y++)
        for (let x = left; x < right; x++) {
          const difference = data[y * width + x] - mean;
          if (Math.abs(difference) < threshold) data[y * width + x] = mean + 0.25 * difference;
        }
    }
}

/** Resampled to another size by area means (smaller) or by repeating (larger). */
export function resize({ width, height, data }: Plane, toWidth: number, toHeight: number): Plane {
  const rows = resizeRows({ width, height, data }, toWidth);
  return transpose(resizeRows(transpose(rows), toHeight));
}

function resizeRows({ width, height, data }: Plane, toWidth: number): Plane {
  const result = new Float32Array(toWidth * height);
  const step = width / toWidth;
  for (let x = 0; x < toWidth; x++) {
    const [from, to] = [x * step, Math.min(width, (x + 1) * step)];
    for (let i = Math.floor(from); i < to; i++) {
      const share = (Math.min(to, i + 1) - Math.max(from, i)) / step;
      for (let y = 0; y < height; y++) result[y * toWidth + x] += share * data[y * width + i];
    }
  }
  return { width: toWidth, height, data: result };
}
