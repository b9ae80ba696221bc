import { readFile } from 'node:fs/promises';
import { placeNetwork } from '../../glyph-network.js';
import { lineNetwork } from '../../lines/line-network.js';
import { placeLineNetwork } from '../../lines/place-line-network.js';
import { charNet } from '../../networks/charnet.js';
import { initialWeights } from '../../networks/initial-weights.js';
import { Random } from '../../random.js';
import { decodeSafetensors, readSafetensorsMetadata } from '../../weights/safetensors.js';

/** What small networks of both kinds say on the running backend, always of the same weights and pictures. */
export async function scoresOfSmallNetworks(): Promise<{ lines: number[]; glyphs: number[] }> {
  const bytes = await readFile(new URL('../../lines/testing/small-line-network.safetensors', import.meta.url));
  const weights = decodeSafetensors(bytes);
  const settings = JSON.parse(readSafetensorsMetadata(bytes).settings);
  const lines = placeLineNetwork(lineNetwork({ classes: 96, ...settings }), weights);
  const inks = [100, 192].map((width, k) => ({ width, data: pixels(40 * width, k) }));
  const ofLines = await lines.scores(inks);
  lines.dispose();

  const network = charNet({ classes: 10, widths: [4, 8, 8, 8] });
  const glyphs = placeNetwork(network, initialWeights(network, Random.from(1)));
  const ofGlyphs = await glyphs.logits(pixels(9 * 784, 3));
  glyphs.dispose();
  return { lines: ofLines.flatMap(({ logits }) => [...logits]), glyphs: [...ofGlyphs] };
}

const pixels = (count: number, key: number) => Uint8Array.from({ length: count }, (_, i) => (i * 31 + key * 17) % 256);
