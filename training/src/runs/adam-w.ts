import type { ParameterLayout } from './parameter-layout.js';

const [BETA1, BETA2, EPSILON] = [0.9, 0.999, 1e-8];

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019) on a flat array. Only kernels
 * decay, not biases or norms.
 */
export class AdamW {
  readonly first: Float32Array;
  readonly second: Float32Array;
  private readonly decays: Uint8Array;
  private readonly weightDecay: number;

  constructor(layout: ParameterLayout, weightDecay: number) {
    this.weightDecay = weightDecay;
    this.first = new Float32Array(layout.trainableLength);
    this.second = new Float32Array(layout.trainableLength);
    this.decays = new Uint8Array(layout.trainableLength);
    for (const { name, start, end } of layout.places) if (name.endsWith('/kernel')) this.decays.fill(1, start, end);
  }

  /**
   * Update number `step` (from 1). `gradients` are averaged in their order, so that the sum rounds
   * the same way every time.
   */
  update(parameters: Float32Array, gradients: readonly Float32Array[], step: number, learningRate: number): void {
    const { first, second, decays } = this;
    const share = 1 / gradients.length;
    const rate = learningRate / (1 - BETA1 ** step);
    const correction = 1 / (1 - BETA2 ** step);
    const decay = learningRate * this.weightDecay;
    for (let i = 0; i < first.length; i++) {
      let sum = 0;
      for (let g = 0; g < gradients.length; g++) sum += gradients[g][i];
      const gradient = sum * share;
      first[i] = BETA1 * first[i] + (1 - BETA1) * gradient;
      second[i] = BETA2 * second[i] + (1 - BETA2) * gradient * gradient;
      parameters[i] -=
        (rate * first[i]) / (Math.sqrt(second[i] * correction) + EPSILON) + decay * decays[i] * parameters[i];
    }
  }
}
