import type { NamedWeights } from './named-weights.js';
import { NORM_EPSILON, type Network } from './network.js';

/**
 * Moves each batch normalisation into the convolution before it: kernel * s and bias beta - mean *
 * s with s = gamma / sqrt(variance + epsilon). Exact but for rounding, and saves a pass over every
 * feature map.
 */
export function foldBatchNorm(network: Pick<Network, 'norms'>, weights: NamedWeights): NamedWeights {
  const folded = new Map(weights);
  for (const { conv, norm } of network.norms) {
    const kernel = weights.get(`${conv}/kernel`)!;
    const read = (part: string) => weights.get(`${norm}/${part}`)!.values;
    const [gamma, beta, mean, variance] = ['gamma', 'beta', 'moving_mean', 'moving_variance'].map(read);
    const scale = gamma.map((g, c) => g / Math.sqrt(variance[c] + NORM_EPSILON));
    const channels = scale.length;
    folded.set(`${conv}/kernel`, { shape: kernel.shape, values: kernel.values.map((w, i) => w * scale[i % channels]) });
    folded.set(`${conv}/bias`, { shape: [channels], values: beta.map((b, c) => b - mean[c] * scale[c]) });
    for (const part of ['gamma', 'beta', 'moving_mean', 'moving_variance']) folded.delete(`${norm}/${part}`);
  }
  return folded;
}
