import { type OnnxSession, startOnnx } from './start-onnx.js';
import { type Engine, ENGINES, type EngineName } from './engine.js';
import { startFirst } from './engine.js';
import { backendStarts, type EngineOptions, importInstalled } from './load-backend.js';

export interface LoadedEngine {
  readonly engine: Engine;
  /**
   * The model on ONNX Runtime, where that is the engine; otherwise a TensorFlow.js backend runs.
   */
  readonly session?: OnnxSession;
}

/**
 * Starts the fastest engine of this machine that can run a network, for this thread; see
 * `startFirst`. `model` gives the network as an ONNX model; where it throws, ONNX Runtime is passed
 * over with that reason. Throws `classifier.backend_unavailable` when the wanted one (or every one)
 * fails.
 */
export async function loadEngine(
  { backend = 'auto', ...options }: EngineOptions<EngineName>,
  model: () => Uint8Array,
): Promise<LoadedEngine> {
  let session: OnnxSession | undefined;
  const engine = await startFirst(backend === 'auto' ? ENGINES : [backend], {
    ...backendStarts(options),
    onnxruntime: async () => {
      session = await startOnnx(options.importPackage ?? importInstalled, model);
      return session.detail;
    },
  });
  return { engine, ...(session && { session }) };
}
