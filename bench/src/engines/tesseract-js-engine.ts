import { stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { PageLanguage, ReadingEngine } from './engine.js';

interface Worker {
  recognize(path: string): Promise<{ data: { text: string } }>;
  terminate(): Promise<unknown>;
}
interface TesseractJs {
  createWorker(language: string, mode: number, options: object): Promise<Worker>;
}

/**
 * tesseract.js from a folder of packages, one worker, with the models from npm that it uses by
 * itself (best, as whole numbers).
 */
export async function tesseractJsEngine(packages: string, languages: readonly PageLanguage[]): Promise<ReadingEngine> {
  const require = createRequire(join(packages, 'here.js'));
  const { createWorker }: TesseractJs = require('tesseract.js');
  const { version }: { version: string } = require('tesseract.js/package.json');
  const folderOf = (language: PageLanguage) => join(packages, '@tesseract.js-data', language, '4.0.0_best_int');
  const sizes = await Promise.all(languages.map((l) => stat(join(folderOf(l), `${l}.traineddata.gz`))));
  let open: { language: PageLanguage; worker: Worker } | undefined;
  return {
    description: `tesseract.js ${version}, npm`,
    modelBytes: Math.max(...sizes.map(({ size }) => size)),
    async read(path, language) {
      if (open?.language !== language) {
        await open?.worker.terminate();
        const options = { langPath: folderOf(language), cacheMethod: 'none', gzip: true };
        open = { language, worker: await createWorker(language, 1, options) };
      }
      const { data } = await open.worker.recognize(path);
      return { text: data.text };
    },
    async close() {
      await open?.worker.terminate();
    },
  };
}
