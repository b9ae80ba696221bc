import type { Network } from '@longhand/inference';
import * as tf from '@tensorflow/tfjs-core';
import { bothCasesLoss } from './both-cases-loss.js';
import type { ParameterLayout } from '../runs/parameter-layout.js';
import { trainingOps } from './training-ops.js';
import type { Random } from '../basics/random.js';

export interface GradientBatch {
  /** N images of height x width, 0 = paper, 1 = ink. */
  readonly images: Float32Array;
  /** [N, classes]: 1 for every class that the label allows. */
  readonly allowed: Float32Array;
  readonly count: number;
}

export interface StepResult {
  readonly loss: number;
  /** Images whose most probable class is an allowed one. */
  readonly correct: number;
}

/**
 * One forward and backward pass. Reads `parameters` (flat, see `layOut`), writes the mean gradient
 * into `gradient` and the batch statistics into `statistics` (the part of the layout after the
 * trainable one).
 */
export async function gradientStep(
  { network, layout, smoothing }: { network: Network; layout: ParameterLayout; smoothing: number },
  { images, allowed, count }: GradientBatch,
  parameters: Float32Array,
  {
    sums: { gradient, statistics },
    random,
  }: { sums: { gradient: Float32Array; statistics: Float32Array }; random: Random },
): Promise<StepResult> {
  const trainable = layout.places.filter((place) => place.trainable);
  const index = new Map(trainable.map((place, i) => [place.name, i]));
  const { height, width } = network.input;
  const kept: Array<[string, tf.Tensor]> = [];
  let logits: tf.Tensor2D | undefined;

  const { value, grads } = tf.tidy(() => {
    const image = tf.tensor4d(images, [count, height, width, 1]);
    const target = tf.tensor2d(allowed, [count, network.classes]);
    const weights = trainable.map(({ start, end, shape }) => tf.tensor(parameters.subarray(start, end), [...shape]));
    return tf.valueAndGrads((...tensors: tf.Tensor[]) => {
      const ops = trainingOps({
        weight: (name) => tensors[index.get(name)!],
        random,
        onMoments: (norm, mean, variance) =>
          kept.push(
            [`${norm}/moving_mean`, tf.keep(tf.clone(mean))],
            [`${norm}/moving_variance`, tf.keep(tf.clone(variance))],
          ),
      });
      logits = tf.keep(network.forward(image, ops));
      return bothCasesLoss(logits, target, smoothing);
    })(weights);
  });

  await Promise.all(
    trainable.map(async ({ start }, i) => gradient.set((await grads[i].data()) as Float32Array, start)),
  );
  const places = new Map(layout.places.map((place) => [place.name, place.start - layout.trainableLength]));
  await Promise.all(
    kept.map(async ([name, tensor]) => statistics.set((await tensor.data()) as Float32Array, places.get(name)!)),
  );
  const scores = (await logits!.data()) as Float32Array;
  const loss = (await value.data())[0];
  tf.dispose([value, logits!, ...grads, ...kept.map(([, tensor]) => tensor)]);
  return { loss, correct: countCorrect(scores, allowed, network.classes) };
}

export function countCorrect(scores: Float32Array, allowed: Float32Array, classes: number): number {
  let correct = 0;
  for (let start = 0; start < scores.length; start += classes) {
    let best = 0;
    for (let c = 1; c < classes; c++) if (scores[start + c] > scores[start + best]) best = c;
    correct += allowed[start + best];
  }
  return correct;
}
