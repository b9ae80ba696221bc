import { LINE_HEIGHT, type LineImage } from '@longhand/inference';
import type { LineAugmentation } from './line-augmentation.js';
import { warpLine } from './warp-line.js';
import type { Random } from '../basics/random.js';

const HEIGHT = LINE_HEIGHT;

/**
 * A line as it might have been written another time: warped (`warpLine`), then pen, ruled line,
 * hidden spans, grain and brightness. All chance comes from `random`, so that the same generator
 * gives the same line.
 *
 * @param hasRoom says whether a width in pixels still has room for the text; a line that became too
 * narrow keeps its own width.
 */
export function augmentLine(
  line: LineImage,
  how: LineAugmentation,
  random: Random,
  hasRoom: (width: number) => boolean,
): LineImage {
  const { width, values } = warpLine(line, how, random, hasRoom);
  if (random.uniform() < how.penProbability) changePen(values, width, random.between(-0.8, 1));
  if (random.uniform() < how.ruleProbability) drawRule(values, width, random);
  if (random.uniform() < how.spanProbability) hideSpans(values, width, random);
  if (random.uniform() < how.noiseProbability) {
    const grain = random.between(0.01, 0.08);
    for (let i = 0; i < values.length; i++) values[i] += grain * random.normal();
  }
  const power = Math.exp(random.between(-how.brightness, how.brightness));
  const strength = Math.exp(Math.min(0.1, random.between(-how.brightness, how.brightness)));
  const data = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const ink = strength * Math.max(0, values[i]) ** power;
    data[i] = Math.round(255 * Math.min(1, ink));
  }
  return { width, data };
}

/**
 * Towards the largest (`amount` 0 to 1) or smallest (-1 to 0) of each pixel and its four
 * neighbours.
 */
export function changePen(values: Float32Array, width: number, amount: number): void {
  const before = values.slice();
  const pick = amount > 0 ? Math.max : Math.min;
  for (let y = 0, i = 0; y < HEIGHT; y++)
    for (let x = 0; x < width; x++, i++) {
      const up = y > 0 ? before[i - width] : 0;
      const down = y + 1 < HEIGHT ? before[i + width] : 0;
      const left = x > 0 ? before[i - 1] : 0;
      const right = x + 1 < width ? before[i + 1] : 0;
      values[i] += Math.abs(amount) * (pick(before[i], up, down, left, right) - before[i]);
    }
}

function drawRule(values: Float32Array, width: number, random: Random): void {
  const top = Math.floor(random.between(2, HEIGHT - 3));
  const pen = random.uniform() < 0.3 ? 2 : 1;
  const ink = random.between(0.2, 0.9);
  for (let i = top * width; i < (top + pen) * width; i++) values[i] = Math.min(1, values[i] + ink);
}

/** One span of 3 to 10 px, and up to one more for every 160 px. */
function hideSpans(values: Float32Array, width: number, random: Random): void {
  const spans = 1 + Math.floor(random.uniform() * (1 + width / 160));
  for (let n = 0; n < spans; n++) {
    const long = Math.floor(random.between(3, 11));
    const from = Math.floor(random.uniform() * Math.max(1, width - long));
    for (let y = 0; y < HEIGHT; y++) values.fill(0, y * width + from, y * width + Math.min(width, from + long));
  }
}
