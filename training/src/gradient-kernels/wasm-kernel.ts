import * as tf from '@tensorflow/tfjs-core';

/**
 * The parts of tfjs-backend-wasm that the kernels here rest on; version 4.22.0 is pinned for them.
 */
export interface WasmBackend {
  readonly wasm: { readonly HEAPU8: Uint8Array };
  readonly dataIdMap: { get(dataId: object): { readonly memoryOffset: number } };
  makeOutput(shape: number[], dtype: 'float32'): tf.TensorInfo;
}

export interface KernelCall<Inputs, Attributes> {
  readonly inputs: Inputs;
  readonly attrs: Attributes;
  readonly backend: WasmBackend;
}

export type Kernel<Inputs, Attributes> = (call: KernelCall<Inputs, Attributes>) => tf.TensorInfo | tf.TensorInfo[];

/**
 * A tensor's values where they lie. Valid only until the next allocation: the heap may grow and
 * move.
 */
export function heapView(backend: WasmBackend, { dataId, shape }: tf.TensorInfo): Float32Array {
  const { memoryOffset } = backend.dataIdMap.get(dataId);
  return new Float32Array(backend.wasm.HEAPU8.buffer, memoryOffset, tf.util.sizeFromShape(shape));
}

/**
 * Registers a kernel of the WASM backend in place of its own, if it has one. `make` gets the
 * original, to hand over the cases that are better served there. A kernel is replaced once, however
 * often this is called.
 */
export function replaceKernel<Inputs, Attributes>(
  kernelName: string,
  make: (original: Kernel<Inputs, Attributes> | undefined) => Kernel<Inputs, Attributes>,
): void {
  const present = tf.getKernel(kernelName, 'wasm');
  if (present && replaced.has(present.kernelFunc)) return;
  if (present) tf.unregisterKernel(kernelName, 'wasm');
  const kernelFunc = make(present?.kernelFunc as Kernel<Inputs, Attributes> | undefined) as unknown as tf.KernelFunc;
  replaced.add(kernelFunc);
  tf.registerKernel({ ...present, kernelName, backendName: 'wasm', kernelFunc });
}

const replaced = new WeakSet<tf.KernelFunc>();
