import { seededRandom } from '@longhand/core';
import type { NamedWeights } from '../weights/named-weights.js';
import type { Network, ParameterSpec } from '../weights/network.js';

/** Numbers for tests: the same for the same seed. */
export function seededNumbers(seed: number) {
  const uniform = seededRandom(seed);
  return {
    uniform,
    between: (low: number, high: number): number => low + (high - low) * uniform(),
    /** Mean 0 and variance 1 (Box and Muller). */
    normal: (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    bytes: (length: number): Uint8Array => Uint8Array.from({ length }, () => Math.floor(256 * uniform())),
  };
}

/**
 * Weights of a network that was never trained, large enough that every layer changes its scores.
 */
export function randomWeights(network: Pick<Network, 'parameters'>, seed: number): NamedWeights {
  const { normal } = seededNumbers(seed);
  const valuesOf = ({ shape, initialiser }: ParameterSpec): Float32Array => {
    const values = new Float32Array(shape.reduce((product, side) => product * side, 1));
    if (initialiser === 'ones') return values.fill(1);
    if (initialiser === 'zeros') return values;
    const fanIn = values.length / shape[shape.length - 1];
    return values.map(() => Math.sqrt(2 / fanIn) * normal());
  };
  return new Map(network.parameters.map((spec) => [spec.name, { shape: spec.shape, values: valuesOf(spec) }]));
}
