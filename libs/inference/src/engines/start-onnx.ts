import { INPUT, OUTPUT } from './onnx-graph.js';
import { threadGate } from '../threads/thread-gate.js';

/** As much of onnxruntime-node as is used here. */
interface OnnxPackage {
  readonly Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => unknown;
  readonly InferenceSession: {
    create(model: Uint8Array, options: object): Promise<NativeSession>;
  };
  readonly env: { readonly versions: { readonly node?: string } };
}
interface NativeSession {
  run(feeds: Record<string, unknown>): Promise<Record<string, { readonly data: unknown }>>;
  release(): Promise<void>;
}

export interface OnnxSession {
  /** For people: what runs. */
  readonly detail: string;
  /** Pixels with the sides of the model's input -> the values of its output. */
  run(pixels: Float32Array, sides: readonly number[]): Promise<Float32Array>;
  dispose(): void;
}

/**
 * ONNX Runtime on the processor through npm `onnxruntime-node`, where installed: one thread, since
 * every worker thread has a session of its own. `model` gives the bytes of an ONNX model with the
 * input and the output of `OnnxGraph`.
 */
export async function startOnnx(
  importPackage: (name: string) => Promise<unknown>,
  model: () => Uint8Array,
): Promise<OnnxSession> {
  const { InferenceSession, Tensor, env } = await importOnnx(importPackage);
  const bytes = model();
  const options = {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    // Sides vary from call to call: a plan of the memory for each would stay for ever.
    enableMemPattern: false,
    logSeverityLevel: 3,
  };
  const session = await threadGate().pass(() => InferenceSession.create(bytes, options));
  return {
    detail: `ONNX Runtime ${env.versions.node ?? ''} on the processor, one thread`,
    async run(pixels, sides) {
      const feeds = { [INPUT]: new Tensor('float32', pixels, sides) };
      const { [OUTPUT]: scores } = await threadGate().pass(() => session.run(feeds));
      return scores.data as Float32Array;
    },
    dispose: () => void session.release(),
  };
}

/** A CommonJS package: its names may stand under `default` only. */
async function importOnnx(importPackage: (name: string) => Promise<unknown>): Promise<OnnxPackage> {
  const found = (await importPackage('onnxruntime-node')) as OnnxPackage & { readonly default?: OnnxPackage };
  return found.InferenceSession ? found : found.default!;
}
