import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@longhand/core';
import type { ReadingEngine } from './engine.js';
import { runMeasured } from './run-measured.js';

/**
 * Tesseract as Debian installs it, one run a page, one thread. Throws `bench.engine_missing` where
 * the program or a language is not installed.
 */
export async function tesseractEngine(languages: readonly string[]): Promise<ReadingEngine> {
  const missing = (cause?: unknown) =>
    new AppError(
      'bench.engine_missing',
      `Tesseract is not installed with the languages ${languages.join(' and ')}: apt-get install tesseract-ocr ` +
        `${languages.map((l) => `tesseract-ocr-${l}`).join(' ')}.`,
      { cause },
    );
  const run = (args: readonly string[]) => runMeasured('env', ['OMP_THREAD_LIMIT=1', 'tesseract', ...args]);
  const [{ output: version }, { output: list }] = await Promise.all([run(['--version']), run(['--list-langs'])]).catch(
    (cause) => {
      throw missing(cause);
    },
  );
  const folder = /"(.+)"/.exec(list)?.[1];
  if (!folder || languages.some((language) => !list.split('\n').includes(language))) throw missing();
  const sizes = await Promise.all(languages.map((language) => stat(join(folder, `${language}.traineddata`))));
  return {
    description: `${version.split('\n')[0]}, Debian`,
    modelBytes: Math.max(...sizes.map(({ size }) => size)),
    async read(path, language) {
      const { output, seconds, peakBytes } = await run([path, 'stdout', '-l', language, '--psm', '3']);
      return { text: output, childSeconds: seconds, childPeakBytes: peakBytes };
    },
    close: async () => {},
  };
}
