import util from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadBackend } from './load-backend.js';

const missing = async () => {
  throw Object.assign(new Error("Cannot find package 'x' imported from /somewhere"), { code: 'ERR_MODULE_NOT_FOUND' });
};
const adapter = (info: object) => async (name: string) => {
  if (name === 'webgpu') return { create: () => ({ requestAdapter: async () => ({ info }) }), globals: {} };
  return missing();
};

afterAll(() => {
  tf.removeBackend('tensorflow');
});

test('without the optional packages WASM is taken, and each refusal has its reason without a path', async () => {
  const engine = await loadBackend({ importPackage: missing });
  expect(engine.name).toBe('wasm');
  expect(engine.tried).toEqual(
    ['tfjs-node-gpu', 'webgpu', 'tfjs-node'].map((name) => ({ name, reason: 'the package is not installed' })),
  );
});

test('a software WebGPU adapter is refused by its name', async () => {
  const { tried } = await loadBackend({ importPackage: adapter({ description: 'llvmpipe', isFallbackAdapter: true }) });
  expect(tried[1]).toEqual({ name: 'webgpu', reason: 'the only adapter is software (llvmpipe)' });
});

test('a wanted backend is taken alone, and its failure is an error that says why', async () => {
  expect(await loadBackend({ backend: 'cpu' })).toMatchObject({ name: 'cpu', tried: [] });
  await expect(loadBackend({ backend: 'tfjs-node', importPackage: missing })).rejects.toMatchObject({
    code: 'classifier.backend_unavailable',
    message: expect.stringContaining('tfjs-node: the package is not installed'),
  });
});

/** tfjs-node-gpu as far as it is used here: the product of any two matrices is `product`. */
function gpuPackage(isUsingGpuDevice: boolean, product = 31): void {
  const backend = {
    isUsingGpuDevice,
    dispose: () => {},
    disposeData: () => true,
    numDataIds: () => 0,
    write: () => ({}),
    read: async () => Float32Array.of(product),
  };
  tf.registerBackend('tensorflow', () => Object.assign(Object.create(tf.KernelBackend.prototype), backend));
}

beforeAll(() => {
  const kernelFunc: tf.KernelFunc = () => ({ dataId: {}, shape: [1, 1], dtype: 'float32' });
  tf.registerKernel({ kernelName: 'BatchMatMul', backendName: 'tensorflow', kernelFunc });
});
afterAll(() => tf.unregisterKernel('BatchMatMul', 'tensorflow'));

test('a CUDA device comes first, and its package finds the function that newer Nodes lack', async () => {
  let found: unknown;
  const engine = await loadBackend({
    importPackage: async () => {
      found = (util as unknown as Record<string, unknown>).isNullOrUndefined;
      gpuPackage(true);
    },
  });
  expect(engine).toEqual({ name: 'tfjs-node-gpu', detail: 'libtensorflow on a CUDA device', tried: [] });
  expect([undefined, null, 0].map(found as (value: unknown) => boolean)).toEqual([true, true, false]);
  tf.removeBackend('tensorflow');
});

test('the GPU package without a GPU is refused as such and then serves in place of tfjs-node', async () => {
  const imported: string[] = [];
  const engine = await loadBackend({
    importPackage: async (name) => {
      imported.push(name);
      if (name !== '@tensorflow/tfjs-node-gpu') return missing();
      gpuPackage(false);
      return {};
    },
  });
  expect(engine.name).toBe('tfjs-node');
  expect(engine.tried[0]).toEqual({ name: 'tfjs-node-gpu', reason: 'it is installed, but no CUDA device is in use' });
  expect(imported).not.toContain('@tensorflow/tfjs-node');
});

test('a CUDA device that computes nothing useful is refused', async () => {
  tf.removeBackend('tensorflow');
  const importPackage = async () => gpuPackage(true, 0);
  await expect(loadBackend({ backend: 'tfjs-node-gpu', importPackage })).rejects.toMatchObject({
    code: 'classifier.backend_unavailable',
    message: expect.stringContaining('its kernels do not run on this card'),
  });
});
