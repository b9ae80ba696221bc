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

/** What `load` gives on the first of these engines that this machine has. */
export async function onFirstEngine<T>(
  location: ReaderLocation,
  load: (backend: EngineName | undefined) => Promise<T>,
  engines: readonly EngineName[] = enginesFor(location),
): Promise<T> {
  const [backend, ...others] = engines;
  try {
    return await load(backend);
  } catch (error) {
    const mayGoOn = error instanceof AppError && error.code === 'classifier.backend_unavailable' && others.length > 0;
    if (mayGoOn) return onFirstEngine(location, load, others);
    throw error;
  }
}

let loaded: Promise<LineReader | undefined> | undefined;

/**
 * The line reader of this thread, loaded once. Undefined without `lines.json`: pages then stay as
 * they are.
 */
export function lineReaderOfThread(location: ReaderLocation): Promise<LineReader | undefined> {
  loaded ??= load(location).catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

async function load(location: ReaderLocation): Promise<LineReader | undefined> {
  try {
    return await onFirstEngine(location, (backend) => loadLineReader({ modelsDir: location.modelsDir, backend }));
  } catch (error) {
    if (error instanceof AppError && error.code === 'model.manifest_missing') return undefined;
    throw error;
  }
}
