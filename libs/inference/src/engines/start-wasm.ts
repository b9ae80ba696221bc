import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

let pathsAreSet = false;

/**
 * XNNPACK compiled to WebAssembly: one thread, SIMD where the processor has it. One backend per
 * worker thread.
 */
export async function startWasm(): Promise<string> {
  if (!pathsAreSet)
    setWasmPaths(`${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  pathsAreSet = true;
  if (!(await tf.setBackend('wasm'))) throw new Error('the WASM module did not start');
  return (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) ? 'WebAssembly with SIMD' : 'WebAssembly without SIMD';
}
