import * as tf from '@tensorflow/tfjs-core';
import { installBatchMatMul } from './batch-mat-mul.js';
import { installChannelSums } from './batch-norm-training.js';
import { installConv2dBackpropFilter } from './conv2d-backprop-filter.js';
import { installConv2dBackpropInput } from './conv2d-backprop-input.js';
import { installDepthwiseBackprop } from './depthwise-backprop.js';
import { installMaxPoolGrad } from './max-pool-grad.js';
import { installSumLeading } from './sum-leading.js';

/**
 * Makes the running backend fit for training: registers the gradients, and gives WASM the gradient
 * kernels that it lacks and faster ones for those that are slow, so that networks train on a plain
 * processor some hundred times faster than in plain JavaScript. Not for inference: some kernels
 * here give up caches that recognition profits from.
 */
export async function prepareTraining(): Promise<void> {
  // tfjs-core's build for Node leaves the gradients out, and tfjs-layers is the package that
  // registers them.
  await import('@tensorflow/tfjs-layers');
  if (tf.getBackend() !== 'wasm') return;
  installBatchMatMul();
  installChannelSums();
  installConv2dBackpropFilter();
  installConv2dBackpropInput();
  installDepthwiseBackprop();
  installMaxPoolGrad();
  installSumLeading();
}
