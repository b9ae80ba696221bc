import {
  findLineModel,
  findModel,
  loadPageReader,
  readLanguageManifest,
  readLineManifest,
  readDetectorManifest,
  readModelManifest,
} from '@longhand/inference';
import { decodePage } from '@longhand/image-io';
import type { ReadingEngine } from './engine.js';
import { startClock } from './start-clock.js';

const LIMITS = { maxPixels: 60_000_000, maxPages: 1, timeoutMs: 60_000 };

/**
 * Longhand's whole pipeline in this process and thread: the same functions that both workers call,
 * without queue, storage and database.
 */
export async function longhandEngine(modelsDir: string): Promise<ReadingEngine> {
  const reader = await loadPageReader({ modelsDir, uncertainBelow: 0 });
  const models = [reader.glyphs.modelVersion, reader.lines?.modelVersion, reader.detector?.modelVersion]
    .filter(Boolean)
    .join(' + ');
  const { name, detail } = (reader.lines ?? reader.glyphs).engine;
  return {
    description: `Longhand (${models}; ${name}: ${detail})`,
    modelBytes: await bytesOfModels(modelsDir),
    async read(path) {
      const { gray } = await decodePage(path, 1, LIMITS);
      const { segmented } = await reader.segment(gray);
      const clock = startClock();
      const page = await reader.read(segmented);
      const recognitionSeconds = clock();
      const text = page.lines.map((line) => line.words.map((word) => word.text).join(' ')).join('\n');
      return { text, recognitionSeconds };
    },
    async close() {
      reader.dispose();
    },
  };
}

async function bytesOfModels(modelsDir: string): Promise<number> {
  const glyphs = findModel(await readModelManifest(modelsDir));
  const lines = findLineModel(await readLineManifest(modelsDir));
  const language = await readLanguageManifest(modelsDir);
  const { model: detector } = await readDetectorManifest(modelsDir);
  return glyphs.bytes + lines.bytes + (language?.bytes ?? 0) + detector.bytes;
}
