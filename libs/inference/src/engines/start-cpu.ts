import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';

/** Plain JavaScript: some thirty times slower than WASM, and always there. */
export async function startCpu(): Promise<string> {
  if (!(await tf.setBackend('cpu'))) throw new Error('the JavaScript backend did not start');
  return 'plain JavaScript';
}
