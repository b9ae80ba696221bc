import { readFile } from 'node:fs/promises';
import { assertWeightsFit, decodeSafetensors, type NamedWeights, type Network } from '@longhand/inference';
import { sharedFloats } from '../datasets/glyph-set.js';
import { AdamW } from './adam-w.js';
import type { CheckpointArrays } from './checkpoint.js';
import { flatten, type ParameterLayout } from './parameter-layout.js';
import { initialWeights } from '../basics/initial-weights.js';
import { Random } from '../basics/random.js';

export interface TrainStateOptions {
  readonly workers: number;
  readonly weightDecay: number;
  /** Share of the running average of the weights that stays at each step. */
  readonly averaging: number;
  /**
   * Share of the moving statistics that stays at each step: 0.9 when left out, 1 = they are frozen.
   */
  readonly statisticsKept?: number;
}

/** Where a run starts. */
export interface TrainStart {
  readonly seed: number;
  /** A safetensors file. */
  readonly from?: string | undefined;
}

/** All numbers of a run that change from step to step. The shared ones are seen by the threads. */
export class TrainState {
  readonly parameters: Float32Array<SharedArrayBuffer>;
  readonly averaged: Float32Array<SharedArrayBuffer>;
  readonly best: Float32Array;
  readonly gradients: ReadonlyArray<Float32Array<SharedArrayBuffer>>;
  readonly statistics: ReadonlyArray<Float32Array<SharedArrayBuffer>>;
  private readonly optimiser: AdamW;
  private readonly trainableLength: number;
  private readonly averaging: number;
  private readonly statisticsKept: number;

  constructor(layout: ParameterLayout, { workers, weightDecay, averaging, statisticsKept = 0.9 }: TrainStateOptions) {
    this.parameters = sharedFloats(layout.length);
    this.averaged = sharedFloats(layout.length);
    this.best = new Float32Array(layout.length);
    this.gradients = Array.from({ length: workers }, () => sharedFloats(layout.trainableLength));
    this.statistics = Array.from({ length: workers }, () => sharedFloats(layout.length - layout.trainableLength));
    this.optimiser = new AdamW(layout, weightDecay);
    this.trainableLength = layout.trainableLength;
    this.averaging = averaging;
    this.statisticsKept = statisticsKept;
  }

  /** The arrays that a checkpoint keeps. */
  get arrays(): CheckpointArrays {
    const { parameters, averaged, best, optimiser } = this;
    return { parameters, averaged, best, adamFirst: optimiser.first, adamSecond: optimiser.second };
  }

  /** Begins with the weights of the file `from`, or with random ones. */
  async begin(network: Network, layout: ParameterLayout, { seed, from }: TrainStart): Promise<void> {
    const weights = from ? decodeSafetensors(await readFile(from)) : initialWeights(network, Random.from(seed, 2));
    assertWeightsFit(network, weights);
    this.start(layout, weights);
  }

  /** Begins with these weights, which fit the network. */
  start(layout: ParameterLayout, weights: NamedWeights): void {
    flatten(layout, weights, this.parameters);
    this.averaged.set(this.parameters);
    this.best.set(this.parameters);
  }

  /**
   * After step number `step` (from 1): the update, the moving statistics, the running average of
   * all.
   */
  update(step: number, learningRate: number): void {
    const { parameters, averaged, statistics, trainableLength, statisticsKept } = this;
    this.optimiser.update(parameters, this.gradients, step, learningRate);
    for (let i = 0; i < parameters.length - trainableLength; i++) {
      let sum = 0;
      for (let w = 0; w < statistics.length; w++) sum += statistics[w][i];
      const at = trainableLength + i;
      parameters[at] = statisticsKept * parameters[at] + (1 - statisticsKept) * (sum / statistics.length);
    }
    // A young average follows faster, so that the start does not linger in it.
    const kept = Math.min(this.averaging, (1 + step) / (10 + step));
    for (let i = 0; i < averaged.length; i++) averaged[i] = kept * averaged[i] + (1 - kept) * parameters[i];
  }
}
