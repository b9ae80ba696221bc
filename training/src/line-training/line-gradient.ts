import { LINE_HEIGHT, type LineNetwork } from '@longhand/inference';
import * as tf from '@tensorflow/tfjs-core';
import type { ParameterLayout } from '../runs/parameter-layout.js';
import { ctcOp } from './ctc-op.js';
import type { LineBatch } from './line-batch.js';
import { lineTrainingOps } from './line-training-ops.js';
import type { Random } from '../basics/random.js';

export interface LineGradientSettings {
  readonly network: LineNetwork;
  readonly layout: ParameterLayout;
  readonly norms: 'frozen' | 'batch';
  readonly dropout: number;
}

/**
 * One forward and backward pass. Reads `parameters` (flat, see `layOut`) and writes `scale` times
 * the gradient of the lines' summed loss into `gradient`; with `norms: 'batch'` also the batch
 * statistics into `statistics` (the part of the layout after the trainable one).
 *
 * @returns the summed CTC loss per character of the lines
 */
export async function lineGradient(
  { network, layout, norms, dropout }: LineGradientSettings,
  { images, width, targets }: LineBatch,
  parameters: Float32Array,
  {
    gradient,
    statistics,
    scale,
    random,
  }: { gradient: Float32Array; statistics: Float32Array; scale: number; random: Random },
): Promise<number> {
  const trainable = layout.places.filter((place) => place.trainable);
  const kept: Array<[string, tf.Tensor]> = [];
  const { value, grads } = tf.tidy(() => {
    const image = tf.tensor4d(images, [targets.length, LINE_HEIGHT, width, 1]);
    const tensorOf = ({ start, end, shape }: (typeof trainable)[number]) =>
      tf.tensor(parameters.subarray(start, end), [...shape]);
    const fixed = new Map(layout.places.filter((p) => !p.trainable).map((p) => [p.name, tensorOf(p)]));
    return tf.valueAndGrads((...tensors: tf.Tensor[]) => {
      const moving = new Map(trainable.map(({ name }, i) => [name, tensors[i]]));
      const ops = lineTrainingOps({
        weight: (name) => (moving.get(name) ?? fixed.get(name))!,
        norms,
        dropout,
        random,
        onMoments: (norm, mean, variance) =>
          kept.push(
            [`${norm}/moving_mean`, tf.keep(tf.clone(mean))],
            [`${norm}/moving_variance`, tf.keep(tf.clone(variance))],
          ),
      });
      return tf.mul(ctcOp(network.forward(image, ops), targets), scale);
    })(trainable.map(tensorOf));
  });
  await Promise.all(
    trainable.map(async ({ start }, i) => gradient.set((await grads[i].data()) as Float32Array, start)),
  );
  const places = new Map(layout.places.map((place) => [place.name, place.start - layout.trainableLength]));
  await Promise.all(
    kept.map(async ([name, tensor]) => statistics.set((await tensor.data()) as Float32Array, places.get(name)!)),
  );
  const loss = (await value.data())[0] / scale;
  tf.dispose([value, ...grads, ...kept.map(([, tensor]) => tensor)]);
  return loss;
}
