import util from 'node:util';
import * as tf from '@tensorflow/tfjs-core';

/**
 * libtensorflow through @tensorflow/tfjs-node-gpu or tfjs-node, where installed. Both register the
 * backend `tensorflow`: the GPU package without a usable GPU is refused as such, and then serves in
 * place of tfjs-node.
 */
export async function startTensorflow(
  wanted: 'gpu' | 'cpu',
  importPackage: (name: string) => Promise<unknown>,
): Promise<string> {
  // tfjs-node 4.22 calls this function through the module object; Node 23 removed it
  // (tensorflow/tfjs#8609).
  const legacy = util as unknown as Record<string, unknown>;
  legacy.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;

  if (wanted === 'gpu' || !tf.engine().registryFactory.tensorflow)
    await importPackage(wanted === 'gpu' ? '@tensorflow/tfjs-node-gpu' : '@tensorflow/tfjs-node');
  if (!(await tf.setBackend('tensorflow'))) throw new Error('libtensorflow did not start');
  const { isUsingGpuDevice = false } = tf.backend() as { isUsingGpuDevice?: boolean };
  if (wanted === 'gpu' && !isUsingGpuDevice) throw new Error('it is installed, but no CUDA device is in use');
  if (isUsingGpuDevice) await multiplyOnce();
  return isUsingGpuDevice ? 'libtensorflow on a CUDA device' : 'libtensorflow on the processor';
}

/**
 * Fails now, and not under the first page, where the card is newer than the kernels of libtensorflow
 * (it would compile them for half an hour or longer; the image forbids it).
 */
async function multiplyOnce(): Promise<void> {
  let product: tf.Tensor | undefined;
  try {
    product = tf.tidy(() => tf.matMul(tf.tensor2d([2, 3], [1, 2]), tf.tensor2d([5, 7], [2, 1])));
    const [value] = await product.data();
    if (value !== 31) throw new Error(`2 x 5 + 3 x 7 gave ${value}`);
  } catch (cause) {
    throw new Error('its kernels do not run on this card', { cause });
  } finally {
    product?.dispose();
  }
}
