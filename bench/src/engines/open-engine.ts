import type { PageLanguage, ReadingEngine, ScoredEngine } from './engine.js';
import { longhandEngine } from './longhand-engine.js';
import { paddleEngine } from './paddle-engine.js';
import { tesseractEngine } from './tesseract-engine.js';
import { tesseractJsEngine } from './tesseract-js-engine.js';

export interface OpenEngineOptions {
  modelsDir: string;
  /** `node_modules` with the engines from npm (`bringPackages`). */
  packages: string;
  languages: readonly PageLanguage[];
}

export function openEngine(name: ScoredEngine, options: OpenEngineOptions): Promise<ReadingEngine> {
  switch (name) {
    case 'longhand':
      return longhandEngine(options.modelsDir);
    case 'tesseract':
      return tesseractEngine(options.languages);
    case 'tesseract.js':
      return tesseractJsEngine(options.packages, options.languages);
    case 'pp-ocrv4':
      return paddleEngine(options.packages);
  }
}
