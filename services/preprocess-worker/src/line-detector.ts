import { type EngineName, type LineDetector, loadLineFinder } from '@longhand/inference';
import { AppError } from '@longhand/core';
import { enginesFor, type ReaderLocation } from './line-reader.js';

let loaded: Promise<LineDetector | undefined> | undefined;

/**
 * The line detector of this thread, loaded once. Undefined where lines are found by the classical
 * method.
 */
export function detectorOfThread(location: ReaderLocation): Promise<LineDetector | undefined> {
  loaded ??= load(location, enginesFor(location)).catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

async function load(location: ReaderLocation, engines: readonly EngineName[]): Promise<LineDetector | undefined> {
  const { modelsDir, lineFinder } = location;
  const [backend, ...others] = engines;
  try {
    return await loadLineFinder({ modelsDir, backend, lineFinder });
  } catch (error) {
    const mayGoOn = error instanceof AppError && error.code === 'classifier.backend_unavailable' && others.length > 0;
    if (mayGoOn) return load(location, others);
    throw error;
  }
}
