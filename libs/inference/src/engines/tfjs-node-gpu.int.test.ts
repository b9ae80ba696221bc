import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import util from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { loadBackend } from './load-backend.js';

const manifest = fileURLToPath(new URL('../../../../deploy/gpu/package.json', import.meta.url));
const binding = fileURLToPath(new URL('../testing/stub-tfjs-binding.cjs', import.meta.url));
const packageName = '@tensorflow/tfjs-node-gpu';
/** What says where its native part lies. */
const finderName = '@mapbox/node-pre-gyp';
const isThere = existsSync(manifest.replace('package.json', `node_modules/${packageName}/package.json`));
if (!isThere && process.env.CI)
  throw new Error('tfjs-node-gpu is missing: run npm ci --ignore-scripts --prefix deploy/gpu.');

interface Stub {
  calls: { name: string; attributes: { name: string; type: number; value: unknown }[] }[];
  tensors: Map<number, unknown>;
  use(options: { isUsingGpu?: boolean; operations?: Record<string, unknown> }): void;
}

const legacy = util as unknown as Record<string, unknown>;
const require = createRequire(manifest);
const stub = require(binding) as Stub;

/** The real package, over a native part that is none. */
async function importReal(name: string): Promise<unknown> {
  if (name !== packageName) throw Object.assign(new Error('not installed'), { code: 'ERR_MODULE_NOT_FOUND' });
  require.cache[require.resolve(finderName)] = Object.assign(Object.create(null), {
    exports: { find: () => binding },
    loaded: true,
  });
  return require(name);
}

// The JavaScript of the package is 450 MB with what it brings: only the GPU image installs it.
describe.skipIf(!isThere)('tfjs-node-gpu (needs npm ci --ignore-scripts --prefix deploy/gpu)', () => {
  beforeEach(() => {
    delete legacy.isNullOrUndefined;
    stub.calls.length = 0;
  });
  afterAll(() => {
    tf.removeBackend('tensorflow');
  });

  it('starts on this Node, and hands operations and results through', async () => {
    const engine = await loadBackend({ backend: 'tfjs-node-gpu', importPackage: importReal });
    expect(engine).toEqual({ name: 'tfjs-node-gpu', detail: 'libtensorflow on a CUDA device', tried: [] });
    expect(stub.calls.map(({ name }) => name)).toContain('BatchMatMulV2');
    const product = tf.tidy(() => tf.matMul(tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.tensor2d([1, 0, 1, 1], [2, 2])));
    expect([...(await product.data())]).toEqual([3, 2, 7, 4]);
    product.dispose();
    const { attributes } = stub.calls.findLast(({ name }) => name === 'BatchMatMulV2') as Stub['calls'][number];
    expect(attributes).toEqual([
      { name: 'T', type: 4, value: 1 },
      { name: 'adj_x', type: 3, value: false },
      { name: 'adj_y', type: 3, value: false },
    ]);
    expect(stub.tensors.size).toBe(0);
  });

  it('needs the function that newer Nodes lack, for each operation', async () => {
    await loadBackend({ backend: 'tfjs-node-gpu', importPackage: importReal });
    const multiply = () => tf.tidy(() => tf.matMul(tf.ones([1, 1]), tf.ones([1, 1])).dataSync()[0]);
    expect(multiply()).toBe(1);
    delete legacy.isNullOrUndefined;
    expect(multiply).toThrow(TypeError);
  });

  it('is refused where its kernels do not run on the card', async () => {
    const real = (stub as unknown as { executeOp: unknown }).executeOp;
    Object.assign(stub, {
      executeOp() {
        throw new Error('no kernel image is available for execution on the device');
      },
    });
    try {
      await expect(loadBackend({ backend: 'tfjs-node-gpu', importPackage: importReal })).rejects.toThrow(
        /its kernels do not run on this card/,
      );
    } finally {
      Object.assign(stub, { executeOp: real });
    }
  });
});
