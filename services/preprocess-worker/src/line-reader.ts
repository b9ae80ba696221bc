import { type EngineName, type LineFinder, type LineReader, loadLineReader } from '@longhand/inference';
import { AppError } from '@longhand/core';

/** Where the networks lie that tell which way up a page reads best and where its lines are. */
export interface ReaderLocation {
  modelsDir: string;
  /** An engine by name, or auto. */
  backend: string;
  /** How lines are found; left out, the models directory says. */
  lineFinder?: LineFinder;
}

/** A few short strips and one small picture a page are no work for a GPU. */
const onProcessor: readonly EngineName[] = ['onnxruntime', 'wasm'];

/** The engines to try, in this order. */
export const enginesFor = ({ backend }: ReaderLocation): readonly EngineName[] =>
  backend === 'auto' ? onProcessor : [backend as EngineName];

let loaded: Promise<LineReader | undefined> | undefined;

/**
 * The line reader of this thread, loaded once. Undefined without `lines.json`: pages then stay as
 * they are.
 */
export function lineReaderOfThread(location: ReaderLocation): Promise<LineReader | undefined> {
  loaded ??= load(location.modelsDir, enginesFor(location)).catch((error: unknown) => {
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
