import type { WeightArray } from '../weights/named-weights.js';

/** Reorders the sides of an array: side i of the answer is side `order[i]` of the array. */
export function turn({ shape, values }: WeightArray, order: readonly number[]): WeightArray {
  const strides = shape.map((_, i) => shape.slice(i + 1).reduce((product, side) => product * side, 1));
  const sides = order.map((i) => shape[i]);
  const steps = order.map((i) => strides[i]);
  const turned = new Float32Array(values.length);
  const at = sides.map(() => 0);
  for (let i = 0; i < turned.length; i++) {
    turned[i] = values[at.reduce((sum, index, axis) => sum + index * steps[axis], 0)];
    for (let axis = at.length - 1; axis >= 0 && ++at[axis] === sides[axis]; axis--) at[axis] = 0;
  }
  return { shape: sides, values: turned };
}
