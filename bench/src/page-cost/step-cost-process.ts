// The program that reads one page several times and measures each step by itself: `bench-page`
// starts it and talks to it.
import {
  cleanPage,
  glyphShareOf,
  orientPage,
  packGlyphShare,
  planGlyphs,
  planReading,
  segmentPage,
} from '@longhand/core';
import { decodePage } from '@longhand/image-io';
import { loadDetector, loadLineReader, loadPageReader } from '@longhand/inference';
import { startClock } from '../engines/start-clock.js';
import { answerOrder } from './answer-order.js';
import type { StepOrder, StepRun } from './step-cost.js';

const LIMITS = { maxPixels: 60_000_000, maxPages: 1, timeoutMs: 60_000 };

answerOrder(measure);

async function measure({ path, modelsDir, runs }: StepOrder): Promise<{ lines: number; runs: StepRun[] }> {
  const networks = {
    detector: await loadDetector({ modelsDir }),
    lines: await loadLineReader({ modelsDir }),
    page: await loadPageReader({ modelsDir, uncertainBelow: 0 }),
  };
  const done: StepRun[] = [];
  let lines = 0;
  for (let i = 0; i < runs; i++) {
    const run = await measureRun(path, networks);
    lines = run.lines;
    done.push(run.steps);
  }
  for (const network of Object.values(networks)) network.dispose();
  return { lines, runs: done };
}

interface Networks {
  detector: Awaited<ReturnType<typeof loadDetector>>;
  lines: Awaited<ReturnType<typeof loadLineReader>>;
  page: Awaited<ReturnType<typeof loadPageReader>>;
}

async function measureRun(
  path: string,
  { detector, lines, page }: Networks,
): Promise<{ lines: number; steps: StepRun }> {
  let clock = startClock();
  const spent = (): number => {
    const seconds = clock();
    clock = startClock();
    return seconds;
  };
  const { gray } = await decodePage(path, 1, LIMITS);
  const opening = spent();
  const clean = cleanPage(gray);
  const preparation = spent();
  const maps = await detector.detect(clean.gray);
  const detection = spent();
  const segmented = segmentPage(clean, maps);
  const { layout, from } = planGlyphs(segmented.layout);
  const glyphs = segmented.drawGlyphs(from);
  const segmentation = spent();
  // Prepares and segments once more; what is looked for is what it reads.
  let whichWayUp = 0;
  const read = async (strips: Parameters<typeof lines.read>[0]) => {
    const reading = startClock();
    const scores = await lines.read(strips);
    whichWayUp += reading();
    return scores;
  };
  await orientPage(gray, { alphabet: lines.alphabet, read }, (picture) => detector.detect(picture));
  clock = startClock();
  const plan = planReading(layout);
  const share = glyphShareOf(layout, plan);
  const probabilities =
    share.from.length === 0 ? new Float32Array(0) : await page.classify(packGlyphShare(share, glyphs));
  const glyphNetwork = spent();
  const running = segmented.strips.filter(({ line }) => plan[line] !== 'glyphs');
  await lines.read(running);
  const firstLook = spent();
  const twice = await page.readLines(running);
  // The second look comes after another first one.
  const secondLook = Math.max(0, spent() - firstLook);
  const scores = plan.map((_, line) => twice[running.findIndex((strip) => strip.line === line)]);
  clock = startClock();
  await page.decode(layout, { plan, probabilities, strips: scores });
  const steps: StepRun = {
    'opening the file': opening,
    preparation,
    'line detector': detection,
    segmentation,
    'which way up': whichWayUp,
    'glyph network': glyphNetwork,
    'line network, first look': firstLook,
    'line network, second look': secondLook,
    decoder: spent(),
  };
  return { lines: layout.lines.length, steps };
}
