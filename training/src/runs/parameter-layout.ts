import { type NamedWeights, type Network, sizeOf } from '@longhand/inference';

export interface ParameterPlace {
  readonly name: string;
  readonly shape: readonly number[];
  /** First index in the flat array. */
  readonly start: number;
  readonly end: number;
  readonly trainable: boolean;
}

/**
 * Where each parameter lies in one flat array that threads share: first all that the gradient
 * moves, then the moving statistics of the batch normalisations.
 */
export interface ParameterLayout {
  readonly places: readonly ParameterPlace[];
  readonly trainableLength: number;
  readonly length: number;
}

export function layOut(network: Pick<Network, 'parameters'>): ParameterLayout {
  const sorted = [...network.parameters.filter((p) => p.trainable), ...network.parameters.filter((p) => !p.trainable)];
  let length = 0;
  const places = sorted.map(({ name, shape, trainable }): ParameterPlace => {
    const start = length;
    length += sizeOf(shape);
    return { name, shape, start, end: length, trainable };
  });
  const trainableLength = places.reduce((end, place) => (place.trainable ? place.end : end), 0);
  return { places, trainableLength, length };
}

export function flatten(layout: ParameterLayout, weights: NamedWeights, into: Float32Array): void {
  for (const { name, start } of layout.places) into.set(weights.get(name)!.values, start);
}

/**
 * The named weights of a flat array, in the order of the network's own parameters; the values are
 * copies.
 */
export function unflatten(
  layout: ParameterLayout,
  network: Pick<Network, 'parameters'>,
  flat: Float32Array,
): NamedWeights {
  const places = new Map(layout.places.map((place) => [place.name, place]));
  return new Map(
    network.parameters.map(({ name, shape }) => {
      const { start, end } = places.get(name)!;
      return [name, { shape, values: flat.slice(start, end) }];
    }),
  );
}
