import { type LineDetector, loadLineFinder } from '@longhand/inference';
import { onFirstEngine, type ReaderLocation } from './line-reader.js';

let loaded: Promise<LineDetector | undefined> | undefined;

/**
 * The line detector of this thread, loaded once. Undefined where lines are found by the classical
 * method.
 */
export function detectorOfThread(location: ReaderLocation): Promise<LineDetector | undefined> {
  loaded ??= load(location).catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

const load = (location: ReaderLocation): Promise<LineDetector | undefined> =>
  onFirstEngine(location, (backend) =>
    loadLineFinder({ modelsDir: location.modelsDir, backend, lineFinder: location.lineFinder }),
  );
