import { type EngineName, type LineReader, loadLineReader } from '@longhand/classifier';
import { AppError } from '@longhand/core';

/** Where the line network lies that tells which way up a page reads best. */
export interface ReaderLocation {
  modelsDir: string;
  /** An engine by name, or auto. */
  backend: string;
}

/** A few short strips a page are no work for a GPU. */
const onProcessor: readonly EngineName[] = ['onnxruntime', 'wasm'];

let loaded: Promise<LineReader | undefined> | undefined;

/** The line reader of this thread, loaded once. Undefined without `lines.json`: pages then stay as they are. */
export function lineReaderOfThread({ modelsDir, backend }: ReaderLocation): Promise<LineReader | undefined> {
  loaded ??= load(modelsDir, backend === 'auto' ? onProcessor : [backend as EngineName]).catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

async function load(modelsDir: string, engines: readonly EngineName[]): Promise<LineReader | undefined> {
  const [backend, ...others] = engines;
  try {
    return await loadLineReader({ modelsDir, backend });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'model.manifest_missing') return undefined;
    if (error.code === 'classifier.backend_unavailable' && others.length > 0) return load(modelsDir, others);
    throw error;
  }
}
