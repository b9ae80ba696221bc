import * as tf from '@tensorflow/tfjs-core';

interface Adapter {
  readonly info: { readonly description: string; readonly isFallbackAdapter?: boolean };
}
interface Gpu {
  requestAdapter(options: { powerPreference: string }): Promise<Adapter | null>;
}
interface WebgpuPackage {
  create(flags: string[]): Gpu;
  readonly globals: Record<string, unknown>;
}

/**
 * WebGPU through Dawn (npm `webgpu`) and @tensorflow/tfjs-backend-webgpu, where both are installed
 * and a real adapter is found.
 */
export async function startWebgpu(
  importPackage: (name: string) => Promise<unknown>,
  allowSoftware: boolean,
): Promise<string> {
  const { create, globals } = (await importPackage('webgpu')) as WebgpuPackage;
  const gpu = create([]);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('no adapter was found');
  const { description, isFallbackAdapter } = adapter.info;
  if (isFallbackAdapter && !allowSoftware) throw new Error(`the only adapter is software (${description})`);
  // The tfjs backend reads these as a browser's globals, and registers itself only if navigator.gpu
  // is there first.
  Object.assign(globalThis, globals);
  Object.defineProperty(globalThis.navigator, 'gpu', { value: gpu, configurable: true });
  await importPackage('@tensorflow/tfjs-backend-webgpu');
  if (!(await tf.setBackend('webgpu'))) throw new Error('the WebGPU backend did not start');
  return description;
}

/** Dawn keeps the process alive until its backend is removed. */
export function stopWebgpu(): void {
  tf.removeBackend('webgpu');
  Reflect.deleteProperty(globalThis.navigator, 'gpu');
}
