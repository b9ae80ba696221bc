import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@longhand/core';
import { buildNetwork } from '../networks/build-network.js';
import type { Network } from '../networks/network.js';
import type { ModelEntry } from './manifest.js';
import { assertWeightsFit, type NamedWeights } from './named-weights.js';
import { decodeSafetensors } from './safetensors.js';

/**
 * Reads the weights of a manifest entry, after comparing their sha256 with the manifest's.
 * Throws `model.weights_missing`, `model.weights_changed`, `model.weights_unreadable` or `model.weights_mismatch`.
 */
export async function loadWeights(
  modelsDir: string,
  entry: ModelEntry,
): Promise<{ network: Network; weights: NamedWeights }> {
  const missing = (cause?: unknown) =>
    new AppError(
      'model.weights_missing',
      `The weights of ${entry.name} are not in the models directory. Train or import them first.`,
      {
        cause,
      },
    );
  if (!entry.file) throw missing();
  const bytes = await readFile(join(modelsDir, entry.file)).catch((cause) => {
    throw missing(cause);
  });
  if (createHash('sha256').update(bytes).digest('hex') !== entry.sha256)
    throw new AppError(
      'model.weights_changed',
      `The weights of ${entry.name} are not the ones that the manifest describes. Restore the file.`,
    );
  const network = buildNetwork(entry.network);
  const weights = decodeSafetensors(bytes);
  assertWeightsFit(network, weights);
  return { network, weights };
}
