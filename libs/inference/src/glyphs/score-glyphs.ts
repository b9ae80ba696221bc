import type { Network, NetworkInput } from '../weights/network.js';
import { resizeGlyphs } from './resize-glyphs.js';

/** The size of a normalised glyph as segmentation stores it. */
export const GLYPH: NetworkInput = { height: 28, width: 28 };

/**
 * Only these batch sizes reach the engine: fixed shapes keep its buffers, and its memory, from
 * growing.
 */
const BATCHES = [8, 64] as const;

export interface GlyphNetwork {
  /** N glyphs of the source size, as bytes (0 paper, 255 ink) -> N rows of logits. */
  logits(glyphs: Uint8Array): Promise<Float32Array>;
  dispose(): void;
}

/**
 * Runs glyphs of the source size through a network, resized where its input has another. `run`
 * takes `batch` pictures of the network's input (0 = paper, 1 = ink) and gives the logits [batch,
 * classes].
 */
export async function scoreGlyphs(
  glyphs: Uint8Array,
  source: NetworkInput,
  { input, classes }: Pick<Network, 'input' | 'classes'>,
  run: (pixels: Float32Array, batch: number) => Promise<Float32Array>,
): Promise<Float32Array> {
  const glyphPixels = source.height * source.width;
  const count = glyphs.length / glyphPixels;
  const out = new Float32Array(count * classes);
  const largest = BATCHES[BATCHES.length - 1];
  for (let from = 0; from < count; from += largest) {
    const size = Math.min(largest, count - from);
    const batch = BATCHES.find((candidate) => size <= candidate)!;
    const pixels = new Float32Array(batch * input.height * input.width);
    pixels.set(resizeGlyphs(glyphs.subarray(from * glyphPixels, (from + size) * glyphPixels), source, input, 1 / 255));
    const part = await run(pixels, batch);
    out.set(part.subarray(0, size * classes), from * classes);
  }
  return out;
}
