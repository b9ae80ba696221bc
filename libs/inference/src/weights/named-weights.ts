import { AppError } from '@longhand/core';
import type { Network } from './network.js';

export interface WeightArray {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Parameter name (`conv0/kernel`) -> its values, in file order. */
export type NamedWeights = Map<string, WeightArray>;

/** Throws `model.weights_mismatch` unless the weights are exactly the parameters of the network. */
export function assertWeightsFit(network: Pick<Network, 'parameters'>, weights: NamedWeights): void {
  const problems = network.parameters
    .filter(({ name, shape }) => weights.get(name)?.shape.join() !== shape.join())
    .map(({ name, shape }) => `${name} should be [${shape}] and is [${weights.get(name)?.shape ?? 'missing'}]`);
  const known = new Set(network.parameters.map(({ name }) => name));
  problems.push(
    ...[...weights.keys()].filter((name) => !known.has(name)).map((name) => `${name} is not part of the network`),
  );
  if (problems.length > 0)
    throw new AppError(
      'model.weights_mismatch',
      `The weights do not fit the network of the manifest: ${problems[0]}. Export them again.`,
    );
}
