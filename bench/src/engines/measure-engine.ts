import type { EngineReport, PageLanguage, ReadingEngine } from './engine.js';
import { startClock } from './start-clock.js';

export interface PageToRead {
  path: string;
  language: PageLanguage;
}

/**
 * Reads the pages one after another and measures each: this process, or the program that the engine
 * starts. Closes the engine.
 */
export async function measureEngine(
  engine: ReadingEngine,
  pages: readonly PageToRead[],
  onPage: (done: number, seconds: number) => void,
): Promise<EngineReport> {
  const report: EngineReport = {
    description: engine.description,
    modelBytes: engine.modelBytes,
    peakBytes: 0,
    pages: [],
  };
  try {
    for (const { path, language } of pages) {
      const clock = startClock();
      const read = await engine.read(path, language);
      const seconds = read.childSeconds ?? clock();
      report.peakBytes = Math.max(report.peakBytes, read.childPeakBytes ?? 1024 * process.resourceUsage().maxRSS);
      const { text, recognitionSeconds } = read;
      report.pages.push({ text, seconds, ...(recognitionSeconds !== undefined && { recognitionSeconds }) });
      onPage(report.pages.length, seconds);
    }
  } finally {
    await engine.close();
  }
  return report;
}
