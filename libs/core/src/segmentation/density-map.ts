import type { Blob } from './blob.js';

/**
 * Ink density on a coarse grid, smoothed: value at column c, row r is `data[r * width + c]`; a cell
 * is `cell` page pixels.
 */
export interface DensityMap {
  width: number;
  height: number;
  cell: number;
  data: Float32Array;
}

/**
 * The share of ink in each cell of the page, smoothed with boxes (three passes are nearly a
 * Gaussian) of the given radii in cells.
 */
export function densityMap(
  blobs: readonly Blob[],
  page: { width: number; height: number },
  cell: number,
  radius: { across: number; down: number },
): DensityMap {
  const width = Math.ceil(page.width / cell);
  const height = Math.ceil(page.height / cell);
  const data = new Float32Array(width * height);
  for (const { runs } of blobs) {
    for (let i = 0; i < runs.length; i += 3) {
      const row = Math.floor(runs[i] / cell) * width;
      for (let x = runs[i + 1]; x < runs[i + 2]; ) {
        const column = Math.floor(x / cell);
        const end = Math.min(runs[i + 2], (column + 1) * cell);
        data[row + column] += end - x;
        x = end;
      }
    }
  }
  for (let i = 0; i < data.length; i++) data[i] /= cell * cell;
  const line = new Float32Array(Math.max(width, height));
  for (let pass = 0; pass < 3; pass++) {
    for (let y = 0; y < height; y++) smooth(data, { start: y * width, step: 1, count: width }, radius.across, line);
    for (let x = 0; x < width; x++) smooth(data, { start: x, step: width, count: height }, radius.down, line);
  }
  return { width, height, cell, data };
}

function smooth(
  data: Float32Array,
  { start, step, count }: { start: number; step: number; count: number },
  radius: number,
  line: Float32Array,
): void {
  if (radius < 1) return;
  for (let i = 0; i < count; i++) line[i] = data[start + i * step];
  const size = 2 * radius + 1;
  let sum = 0;
  for (let i = 0; i < Math.min(count, radius); i++) sum += line[i];
  for (let i = 0; i < count; i++) {
    if (i + radius < count) sum += line[i + radius];
    if (i - radius - 1 >= 0) sum -= line[i - radius - 1];
    data[start + i * step] = sum / size;
  }
}
