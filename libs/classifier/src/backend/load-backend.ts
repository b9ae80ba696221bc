import { AppError } from '@longhand/core';
import * as tf from '@tensorflow/tfjs-core';
import { startCpu } from './start-cpu.js';
import { startTensorflow } from './start-tensorflow.js';
import { startWasm } from './start-wasm.js';
import { startWebgpu } from './start-webgpu.js';

/** In the order in which they are tried: the fastest first, each with a reason in `tried` when it is passed over. */
export const BACKENDS = ['tfjs-node-gpu', 'webgpu', 'tfjs-node', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];

export interface Engine {
  readonly name: BackendName;
  /** For people: the adapter, or whether SIMD is in use. */
  readonly detail: string;
  /** Every backend that was tried before this one, and why it was not taken. */
  readonly tried: ReadonlyArray<{ readonly name: BackendName; readonly reason: string }>;
}

export interface BackendOptions {
  /** Take this one and no other; `auto` or nothing tries all in order. */
  readonly backend?: BackendName | 'auto' | undefined;
  /** Accept a WebGPU adapter that is software. For tests: it is many times slower than WASM. */
  readonly allowSoftwareGpu?: boolean;
  /** How an optional package is loaded; tests put packages here that are not installed. */
  readonly importPackage?: (name: string) => Promise<unknown>;
}

/**
 * Starts the fastest TensorFlow.js backend of this machine, for this thread. Nothing falls through unseen: the answer names each
 * backend that was refused and why, so that a GPU that stands idle shows in the log and in the health answer.
 * Throws `classifier.backend_unavailable` when the wanted one (or every one) fails.
 */
export async function loadBackend(options: BackendOptions = {}): Promise<Engine> {
  const { backend = 'auto', allowSoftwareGpu = false, importPackage = (name: string) => import(name) } = options;
  const start: Record<BackendName, () => Promise<string>> = {
    'tfjs-node-gpu': () => startTensorflow('gpu', importPackage),
    webgpu: () => startWebgpu(importPackage, allowSoftwareGpu),
    'tfjs-node': () => startTensorflow('cpu', importPackage),
    wasm: startWasm,
    cpu: startCpu,
  };
  tf.enableProdMode();
  const tried: Array<{ name: BackendName; reason: string }> = [];
  for (const name of backend === 'auto' ? BACKENDS : [backend]) {
    try {
      return { name, detail: await start[name](), tried };
    } catch (error) {
      tried.push({ name, reason: reasonOf(error) });
    }
  }
  const reasons = tried.map(({ name, reason }) => `${name}: ${reason}`).join('; ');
  throw new AppError(
    'classifier.backend_unavailable',
    `No TensorFlow.js backend could be started (${reasons}). Choose another one.`,
  );
}

/** One line without paths: what goes into logs and the health answer. */
function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') return 'the package is not installed';
  if (/native addon module/.test(message)) return 'its native library was not downloaded at install';
  return message.split('\n')[0];
}
