import { connectedComponents } from '../connected-components.js';
import { type GrayImage, histogramOf } from '../gray-image.js';
import { photoSettings } from './photo-settings.js';

const { glare } = photoSettings;

/**
 * Share of a sheet that its largest reflection of a lamp takes: a connected part where every pixel
 * is white while the paper around is not. 0 without one; scans, whose paper is white all over, have
 * none.
 */
export function glareShare(gray: GrayImage): number {
  const counts = histogramOf(gray);
  let seen = 0;
  let median = -1;
  while (seen * 2 < gray.data.length) seen += counts[++median];
  if (median > glare.maxPaper || counts.subarray(glare.blown).every((count) => count === 0)) return 0;
  const cell = Math.max(1, Math.round(Math.max(gray.width, gray.height) / glare.cellsAlong));
  const width = Math.floor(gray.width / cell);
  const height = Math.floor(gray.height / cell);
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) data[y * width + x] = isBlown(gray, x, y, cell) ? 1 : 0;
  const { components } = connectedComponents({ width, height, data });
  const share = components.reduce((most, { area }) => Math.max(most, area), 0) / data.length;
  return share <= glare.maxShare ? share : 0;
}

function isBlown({ width, data }: GrayImage, column: number, row: number, cell: number): boolean {
  for (let y = row * cell; y < (row + 1) * cell; y++) {
    for (let x = column * cell; x < (column + 1) * cell; x++) if (data[y * width + x] < glare.blown) return false;
  }
  return true;
}
