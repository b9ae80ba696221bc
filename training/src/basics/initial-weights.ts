import type { Random } from './random.js';
import { type NamedWeights, type Network, type ParameterSpec, sizeOf } from '@longhand/inference';

/** Weights to start training from: the same for the same random state. */
export function initialWeights(network: Pick<Network, 'parameters'>, random: Random): NamedWeights {
  return new Map(
    network.parameters.map((spec) => [spec.name, { shape: spec.shape, values: initialValues(spec, random) }]),
  );
}

function initialValues({ shape, initialiser }: ParameterSpec, random: Random): Float32Array {
  const values = new Float32Array(sizeOf(shape));
  if (initialiser === 'ones') return values.fill(1);
  if (initialiser === 'zeros') return values;
  const fanOut = shape[shape.length - 1];
  const fanIn = values.length / fanOut;
  const deviation = Math.sqrt(initialiser === 'he' ? 2 / fanIn : 2 / (fanIn + fanOut));
  return values.map(() => deviation * random.normal());
}
