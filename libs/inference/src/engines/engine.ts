import { AppError } from '@longhand/core';

/**
 * In the order in which they are tried: the fastest first, each with a reason in `tried` when it is
 * passed over.
 */
export const ENGINES = ['tfjs-node-gpu', 'webgpu', 'onnxruntime', 'tfjs-node', 'wasm', 'cpu'] as const;
export type EngineName = (typeof ENGINES)[number];

/** The engines that are TensorFlow.js, which alone can train. */
export type BackendName = Exclude<EngineName, 'onnxruntime'>;
export const BACKENDS = ['tfjs-node-gpu', 'webgpu', 'tfjs-node', 'wasm', 'cpu'] as const satisfies BackendName[];

export interface Engine {
  readonly name: EngineName;
  /** For people: the adapter, or whether SIMD is in use. */
  readonly detail: string;
  /** Every engine that was tried before this one, and why it was not taken. */
  readonly tried: ReadonlyArray<{ readonly name: EngineName; readonly reason: string }>;
}

/**
 * Starts the first of the candidates that will start. Nothing falls through unseen: the answer
 * names each one that was refused and why, so that a GPU that stands idle shows in the log and in
 * the health answer. Throws `classifier.backend_unavailable` when none starts.
 */
export async function startFirst<Name extends EngineName>(
  candidates: readonly Name[],
  start: Readonly<Record<Name, () => Promise<string>>>,
): Promise<Engine> {
  const tried: Array<{ name: Name; reason: string }> = [];
  for (const name of candidates) {
    try {
      return { name, detail: await start[name](), tried };
    } catch (error) {
      tried.push({ name, reason: reasonOf(error) });
    }
  }
  const reasons = tried.map(({ name, reason }) => `${name}: ${reason}`).join('; ');
  throw new AppError(
    'classifier.backend_unavailable',
    `No inference engine could be started (${reasons}). Choose another one with OCR_BACKEND.`,
  );
}

/** One line without paths: what goes into logs and the health answer. */
function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') return 'the package is not installed';
  if (code === 'ERR_DLOPEN_FAILED') return 'its native library does not load on this system';
  if (/native addon module/.test(message)) return 'its native library was not downloaded at install';
  return message.split('\n')[0];
}
