import { readFile } from 'node:fs/promises';
import { placeNetwork } from '../glyphs/place-network.js';
import { lineNetwork } from '../lines/line-network.js';
import { placeLineNetwork } from '../lines/place-line-network.js';
import { charNet } from '../glyphs/charnet.js';
import { decodeSafetensors, readSafetensorsMetadata } from '../weights/safetensors.js';
import { randomWeights } from './random-weights.js';

/**
 * What small networks of both kinds say on the running backend, always of the same weights and
 * pictures.
 */
export async function scoresOfSmallNetworks(): Promise<{ lines: number[]; glyphs: number[] }> {
  const bytes = await readFile(new URL('small-line-network.safetensors', import.meta.url));
  const weights = decodeSafetensors(bytes);
  const settings = JSON.parse(readSafetensorsMetadata(bytes).settings);
  const lines = placeLineNetwork(lineNetwork({ classes: 96, ...settings }), weights);
  const inks = [100, 192].map((width, k) => ({ width, data: pixels(40 * width, k) }));
  const ofLines = await lines.scores(inks);
  lines.dispose();

  const network = charNet({ classes: 10, widths: [4, 8, 8, 8] });
  const glyphs = placeNetwork(network, randomWeights(network, 1));
  const ofGlyphs = await glyphs.logits(pixels(9 * 784, 3));
  glyphs.dispose();
  return { lines: ofLines.flatMap(({ logits }) => [...logits]), glyphs: [...ofGlyphs] };
}

const pixels = (count: number, key: number) => Uint8Array.from({ length: count }, (_, i) => (i * 31 + key * 17) % 256);
