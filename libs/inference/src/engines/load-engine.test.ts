import { expect, test } from 'vitest';
import { loadEngine } from './load-engine.js';

const missing = async () => {
  throw Object.assign(new Error("Cannot find package 'x' imported from /somewhere"), { code: 'ERR_MODULE_NOT_FOUND' });
};
const only = (name: string, found: unknown) => async (wanted: string) => (wanted === name ? found : missing());
const model = () => Uint8Array.of(1, 2, 3);

/** onnxruntime-node as far as it is used, echoing what it gets. */
const onnxPackage = (seen: { model?: Uint8Array; options?: object; released?: boolean } = {}) => ({
  default: {
    Tensor: class {
      constructor(
        readonly type: string,
        readonly data: Float32Array,
        readonly dims: readonly number[],
      ) {}
    },
    InferenceSession: {
      async create(bytes: Uint8Array, options: object) {
        Object.assign(seen, { model: bytes, options });
        return {
          run: async ({ pixels }: { pixels: { data: Float32Array } }) => ({
            scores: { data: pixels.data.map((v) => -v) },
          }),
          release: async () => void Object.assign(seen, { released: true }),
        };
      },
    },
    env: { versions: { node: '9.9.9' } },
  },
});

test('ONNX Runtime comes before WASM, runs the model on one thread and names the GPUs that were refused', async () => {
  const seen: Parameters<typeof onnxPackage>[0] = {};
  const { engine, session } = await loadEngine({ importPackage: only('onnxruntime-node', onnxPackage(seen)) }, model);
  expect(engine.name).toBe('onnxruntime');
  expect(engine.detail).toBe('ONNX Runtime 9.9.9 on the processor, one thread');
  expect(engine.tried.map(({ name }) => name)).toEqual(['tfjs-node-gpu', 'webgpu']);
  expect(seen).toMatchObject({ model: model(), options: { intraOpNumThreads: 1, interOpNumThreads: 1 } });
  expect([...(await session!.run(Float32Array.of(1, 2), [1, 2]))]).toEqual([-1, -2]);
  session!.dispose();
  expect(seen.released).toBe(true);
});

test('where the package is missing or cannot be loaded, WASM runs and the reason is told without a path', async () => {
  const without = await loadEngine({ importPackage: missing }, model);
  expect(without).toMatchObject({ engine: { name: 'wasm' } });
  expect(without.session).toBeUndefined();
  expect(without.engine.tried).toContainEqual({ name: 'onnxruntime', reason: 'the package is not installed' });
  const broken = await loadEngine(
    {
      importPackage: async (name) => {
        if (name !== 'onnxruntime-node') return missing();
        throw Object.assign(new Error('/a/path/binding.node: GLIBC_2.99 not found'), { code: 'ERR_DLOPEN_FAILED' });
      },
    },
    model,
  );
  expect(broken.engine.tried).toContainEqual({
    name: 'onnxruntime',
    reason: 'its native library does not load on this system',
  });
});

test('a network that it cannot run goes to the next engine; asked for by name it is an error', async () => {
  const importPackage = only('onnxruntime-node', onnxPackage());
  const refusing = () => {
    throw new Error('it does not run paper-mlp');
  };
  const { engine } = await loadEngine({ importPackage }, refusing);
  expect(engine.name).toBe('wasm');
  expect(engine.tried).toContainEqual({ name: 'onnxruntime', reason: 'it does not run paper-mlp' });
  await expect(loadEngine({ importPackage, backend: 'onnxruntime' }, refusing)).rejects.toMatchObject({
    code: 'classifier.backend_unavailable',
    message: expect.stringContaining('onnxruntime: it does not run paper-mlp'),
  });
});
