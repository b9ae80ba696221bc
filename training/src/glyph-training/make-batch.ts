import { type NetworkInput, resizeGlyphs } from '@longhand/inference';
import { type Augmentation, augmentGlyph } from './augment.js';
import type { GlyphSet } from '../datasets/glyph-set.js';
import type { GradientBatch } from './gradient-step.js';
import { Random } from '../basics/random.js';

/**
 * The images at these positions, changed where `augmentation` is given, at the network's size. What
 * happens to an image depends on the seed, the epoch and its position only: not on the thread that
 * prepares it.
 */
export function makeBatch(
  set: GlyphSet,
  positions: ArrayLike<number>,
  {
    input,
    classes,
    augmentation,
    seed,
    epoch,
  }: { input: NetworkInput; classes: number; augmentation?: Augmentation | undefined; seed: number; epoch: number },
): GradientBatch {
  const pixels = set.size.height * set.size.width;
  const images = new Float32Array(positions.length * pixels);
  const allowed = new Float32Array(positions.length * classes);
  for (let i = 0; i < positions.length; i++) {
    const at = positions[i];
    const source = set.images.subarray(at * pixels, (at + 1) * pixels);
    const target = images.subarray(i * pixels, (i + 1) * pixels);
    if (augmentation) augmentGlyph(source, target, { size: set.size, how: augmentation }, Random.from(seed, epoch, at));
    else for (let p = 0; p < pixels; p++) target[p] = source[p] / 255;
    allowed[i * classes + set.labels[at]] = 1;
    allowed[i * classes + set.twins[at]] = 1;
  }
  return { images: resizeGlyphs(images, set.size, input), allowed, count: positions.length };
}
