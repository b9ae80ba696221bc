import { loadScriptDetector, type ScriptDetector } from '@longhand/inference';
import { onFirstEngine, type ReaderLocation } from './line-reader.js';

let loaded: Promise<ScriptDetector | undefined> | undefined;

/**
 * The network of this thread that tells scripts, loaded when it is first asked: only a page that
 * would be turned needs it. Undefined where the models directory has none.
 */
export function scriptDetectorOfThread(location: ReaderLocation): Promise<ScriptDetector | undefined> {
  loaded ??= onFirstEngine(location, (backend) => loadScriptDetector({ modelsDir: location.modelsDir, backend })).catch(
    (error: unknown) => {
      loaded = undefined;
      throw error;
    },
  );
  return loaded;
}
