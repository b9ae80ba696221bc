import { FRAME_WIDTH, LINE_HEIGHT, type LineImage } from '@longhand/inference';
import { augmentLine } from './augment-line.js';
import type { CtcTarget } from './ctc-op.js';
import type { LineAugmentation } from './line-augmentation.js';
import { fitsFrames, type TrainingLine } from './training-line.js';
import { Random } from '../basics/random.js';

export interface LineBatch {
  /** [N, 40, width]: 0 = paper, 1 = ink; padded with paper on the right. */
  readonly images: Float32Array;
  readonly width: number;
  readonly targets: readonly CtcTarget[];
}

/**
 * Batches are padded to a multiple of this width: few shapes keep the backend's buffers from
 * growing.
 */
const WIDTH_STEP = 64;

/**
 * The frames that a line's own ink fills, and one more: the last character may show after it. As in
 * recognition.
 */
const framesOf = (width: number): number => Math.ceil(width / FRAME_WIDTH) + 1;

/**
 * The lines at these positions, changed where `augmentation` is given. What happens to a line
 * depends on the seed, the epoch and its position only: not on the thread that prepares it.
 */
export function lineBatch(
  lines: readonly TrainingLine[],
  positions: ArrayLike<number>,
  { augmentation, seed, epoch }: { augmentation?: LineAugmentation | undefined; seed: number; epoch: number },
): LineBatch {
  const chosen = Array.from(positions, (at): TrainingLine => {
    const { ink, classes } = lines[at];
    if (!augmentation) return { ink, classes };
    const hasRoom = (width: number) => fitsFrames(classes, Math.ceil(width / FRAME_WIDTH));
    return { ink: augmentLine(ink, augmentation, Random.from(seed, epoch, at), hasRoom), classes };
  });
  const width = Math.ceil(Math.max(...chosen.map(({ ink }) => ink.width)) / WIDTH_STEP) * WIDTH_STEP;
  const images = new Float32Array(chosen.length * LINE_HEIGHT * width);
  for (const [n, { ink }] of chosen.entries()) copyInk(ink, images, n * LINE_HEIGHT * width, width);
  const targets = chosen.map(({ ink, classes }) => ({ classes, frames: framesOf(ink.width) }));
  return { images, width, targets };
}

function copyInk(ink: LineImage, to: Float32Array, from: number, width: number): void {
  for (let y = 0; y < LINE_HEIGHT; y++)
    for (let x = 0; x < ink.width; x++) to[from + y * width + x] = ink.data[y * ink.width + x] / 255;
}
