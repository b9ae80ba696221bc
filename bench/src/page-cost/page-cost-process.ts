// The program that prepares and segments one page several times, so that its memory is its own:
// `bench-page` starts it and talks to it.
import { readFileSync, writeFileSync } from 'node:fs';
import { loadDetector } from '@longhand/inference';
import { cleanPage, segmentPage } from '@longhand/core';
import { decodePage } from '@longhand/image-io';
import { startClock } from '../engines/start-clock.js';
import { answerOrder } from './answer-order.js';
import type { PageOrder, PageRun } from './page-cost.js';

const LIMITS = { maxPixels: 60_000_000, maxPages: 1, timeoutMs: 60_000 };

answerOrder(measure);

async function measure({ path, modelsDir, runs }: PageOrder): Promise<{ runs: PageRun[] }> {
  const detector = await loadDetector({ modelsDir });
  const done: PageRun[] = [];
  for (let i = 0; i < runs; i++) done.push(await measureRun(path, detector));
  detector.dispose();
  return { runs: done };
}

async function measureRun(path: string, detector: Awaited<ReturnType<typeof loadDetector>>): Promise<PageRun> {
  const before = status('VmRSS');
  // Linux: from here on the peak is counted again.
  writeFileSync('/proc/self/clear_refs', '5');
  let clock = startClock();
  const spent = (): number => {
    const seconds = clock();
    clock = startClock();
    return seconds;
  };
  const { gray } = await decodePage(path, 1, LIMITS);
  const decodeSeconds = spent();
  const clean = cleanPage(gray);
  const prepareSeconds = spent();
  const maps = await detector.detect(clean.gray);
  const detectSeconds = spent();
  const { layout } = segmentPage(clean, maps);
  const segmentSeconds = spent();
  const peakIncreaseBytes = status('VmHWM') - before;
  return {
    decodeSeconds,
    prepareSeconds,
    detectSeconds,
    segmentSeconds,
    peakIncreaseBytes,
    lines: layout.lines.length,
  };
}

function status(field: 'VmRSS' | 'VmHWM'): number {
  const found = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(readFileSync('/proc/self/status', 'utf8'));
  return 1024 * Number(found?.[1] ?? Number.NaN);
}
