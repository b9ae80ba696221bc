import { LINE_HEIGHT, type LineImage } from '@longhand/inference';
import type { LineAugmentation } from './line-augmentation.js';
import type { Random } from '../basics/random.js';

const [MIN_WIDTH, MAX_WIDTH] = [16, 1200];
/** Pixels between two nodes of the smooth distortion, across and down. */
const NODE_STEP = [16, LINE_HEIGHT / 3] as const;

/**
 * A line in another width, height, slant, turn and place, with a smooth distortion where chance
 * wants one: one bilinear sampling for all of it. Paper comes in from outside.
 *
 * @returns 40 x width values, 0 = paper, 1 = ink
 */
export function warpLine(
  line: LineImage,
  how: LineAugmentation,
  random: Random,
  hasRoom: (width: number) => boolean,
): { width: number; values: Float32Array } {
  const slant = random.between(-how.slant, how.slant);
  const drop = random.between(-how.shift, how.shift);
  const wanted = random.between(...how.width);
  const scaleY = random.between(...how.height);
  const most = 5 / line.width;
  const turn = Math.tan((random.between(-how.turnDegrees, how.turnDegrees) * Math.PI) / 180);
  const fall = Math.max(-most, Math.min(most, turn));
  const lean = Math.abs(slant) * LINE_HEIGHT;
  const widthAt = (scale: number) => Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, line.width * scale + lean)));
  const scaleX = hasRoom(widthAt(wanted)) ? wanted : 1;
  const width = widthAt(scaleX);
  const bend = random.uniform() < how.elastic.probability ? distortion(width, how.elastic.pixels, random) : undefined;
  const values = new Float32Array(LINE_HEIGHT * width);
  const [middle, half] = [(width - 1) / 2, (LINE_HEIGHT - 1) / 2];
  for (let y = 0, i = 0; y < LINE_HEIGHT; y++)
    for (let x = 0; x < width; x++, i++) {
      // From each new pixel back to where its ink comes from.
      const across = (x - middle + slant * (y - half)) / scaleX + (line.width - 1) / 2;
      const down = (y - half - drop - fall * (x - middle)) / scaleY + half;
      values[i] = sample(line, across + (bend?.[2 * i] ?? 0), down + (bend?.[2 * i + 1] ?? 0));
    }
  return { width, values };
}

/** Bilinear, paper outside. 0 to 1. */
function sample({ width, data }: LineImage, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  if (left < -1 || top < -1 || left >= width || top >= LINE_HEIGHT) return 0;
  const [across, down] = [x - left, y - top];
  const at = (column: number, row: number) =>
    column < 0 || row < 0 || column >= width || row >= LINE_HEIGHT ? 0 : data[row * width + column];
  const above = at(left, top) * (1 - across) + at(left + 1, top) * across;
  const below = at(left, top + 1) * (1 - across) + at(left + 1, top + 1) * across;
  return (above * (1 - down) + below * down) / 255;
}

/**
 * A displacement (x, y) for each pixel: random at the nodes of a coarse grid, linear between them.
 */
function distortion(width: number, pixels: number, random: Random): Float32Array {
  const columns = Math.ceil(width / NODE_STEP[0]) + 1;
  const rows = Math.ceil(LINE_HEIGHT / NODE_STEP[1]) + 1;
  const nodes = Float32Array.from({ length: 2 * rows * columns }, () => pixels * random.normal());
  const field = new Float32Array(2 * LINE_HEIGHT * width);
  for (let y = 0, o = 0; y < LINE_HEIGHT; y++) {
    const [row, down] = [Math.floor(y / NODE_STEP[1]), (y / NODE_STEP[1]) % 1];
    for (let x = 0; x < width; x++) {
      const [column, across] = [Math.floor(x / NODE_STEP[0]), (x / NODE_STEP[0]) % 1];
      for (let k = 0; k < 2; k++, o++) {
        const node = (r: number, c: number) => nodes[2 * ((row + r) * columns + column + c) + k];
        field[o] =
          (node(0, 0) * (1 - across) + node(0, 1) * across) * (1 - down) +
          (node(1, 0) * (1 - across) + node(1, 1) * across) * down;
      }
    }
  }
  return field;
}
