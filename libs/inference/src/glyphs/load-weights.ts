import { buildNetwork } from './build-network.js';
import type { Network } from '../weights/network.js';
import type { ModelEntry } from './manifest.js';
import { assertWeightsFit, type NamedWeights } from '../weights/named-weights.js';
import { readWeightsFile } from '../weights/read-weights-file.js';
import { decodeSafetensors } from '../weights/safetensors.js';

/**
 * Reads the weights of a manifest entry, after comparing their sha256 with the manifest's. Throws
 * `model.weights_missing`, `model.weights_changed`, `model.weights_unreadable` or
 * `model.weights_mismatch`.
 */
export async function loadWeights(
  modelsDir: string,
  entry: ModelEntry,
): Promise<{ network: Network; weights: NamedWeights }> {
  const bytes = await readWeightsFile(modelsDir, entry);
  const network = buildNetwork(entry.network);
  const weights = decodeSafetensors(bytes);
  assertWeightsFit(network, weights);
  return { network, weights };
}
