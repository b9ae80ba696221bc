import * as tf from '@tensorflow/tfjs-core';
import { BACKENDS, type BackendName, type Engine, startFirst } from './engine.js';
import { startCpu } from './start-cpu.js';
import { startTensorflow } from './start-tensorflow.js';
import { startWasm } from './start-wasm.js';
import { startWebgpu } from './start-webgpu.js';

export interface EngineOptions<Name> {
  /** Take this one and no other; `auto` or nothing tries all in order. */
  readonly backend?: Name | 'auto' | undefined;
  /** Accept a WebGPU adapter that is software. For tests: it is many times slower than WASM. */
  readonly allowSoftwareGpu?: boolean;
  /** How an optional package is loaded; tests put packages here that are not installed. */
  readonly importPackage?: (name: string) => Promise<unknown>;
}
export type BackendOptions = EngineOptions<BackendName>;

export const importInstalled = (name: string): Promise<unknown> => import(name);

/**
 * Starts the fastest TensorFlow.js backend of this machine, for this thread; see `startFirst`.
 * Throws `classifier.backend_unavailable` when the wanted one (or every one) fails.
 */
export function loadBackend({ backend = 'auto', ...options }: BackendOptions = {}): Promise<Engine> {
  return startFirst(backend === 'auto' ? BACKENDS : [backend], backendStarts(options));
}

/** How each TensorFlow.js backend is started; the answer says in words what runs. */
export function backendStarts(options: Omit<BackendOptions, 'backend'>): Record<BackendName, () => Promise<string>> {
  const { allowSoftwareGpu = false, importPackage = importInstalled } = options;
  tf.enableProdMode();
  return {
    'tfjs-node-gpu': () => startTensorflow('gpu', importPackage),
    webgpu: () => startWebgpu(importPackage, allowSoftwareGpu),
    'tfjs-node': () => startTensorflow('cpu', importPackage),
    wasm: startWasm,
    cpu: startCpu,
  };
}
