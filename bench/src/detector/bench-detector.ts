import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { countParameters, detectorNetwork, loadDetector, readDetectorManifest } from '@longhand/inference';
import { loadConfig } from '@longhand/config';
import { detectorInput, type GrayImage } from '@longhand/core';
import { decodePage } from '@longhand/image-io';
import { compareFinders, readPageSet } from '@longhand/training';
import { type DetectorReport, detectorReport } from './detector-report.js';
import { frameOf, measureFrames } from './measure-frames.js';

const HELP = `longhand bench detector: frames per second of the line detector, and its line F-score on whole
pages compared with the classical method

  --every N       every N-th page only, for a quick look; writes nothing (1)
  --models DIR    --data-root DIR
  --docs DIR      folder for line-detector.md; without it nothing is written
  --json          the figures on standard output`;

const FRAME = { width: 1280, height: 720 };
const FRAMES = 8;
const ROUNDS = 5;
const LIMITS = { maxPixels: 60_000_000, maxPages: 1, timeoutMs: 60_000 };
const SETS = [
  { name: 'copiste', split: 'val', kind: undefined },
  { name: 'copiste', split: 'test', kind: undefined },
  { name: 'jls', split: undefined, kind: 'handwritten' },
  { name: 'jls', split: undefined, kind: 'typed' },
] as const;

/** `longhand bench detector ...` */
export async function benchDetector(args: readonly string[], log: (line: string) => void): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      every: { type: 'string', default: '1' },
      models: { type: 'string' },
      'data-root': { type: 'string' },
      docs: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const config = loadConfig();
  const every = Math.max(1, Number(values.every));
  const report = await measure(
    resolve(values.models ?? config.ocr.modelsDir),
    resolve(values['data-root'] ?? config.handwritingData),
    every,
    log,
  );
  const text = detectorReport(report, {
    command: 'longhand bench detector',
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0]?.model ?? process.arch}, ${availableParallelism()} cores`,
  });
  if (values.docs && every === 1) await writeFile(join(resolve(values.docs), 'line-detector.md'), text);
  if (values.json) console.log(JSON.stringify(report));
  else console.log(text);
}

async function measure(
  modelsDir: string,
  dataRoot: string,
  every: number,
  log: (line: string) => void,
): Promise<DetectorReport> {
  const { model } = await readDetectorManifest(modelsDir);
  const detector = await loadDetector({ modelsDir });
  const validation = await readPageSet(dataRoot, 'copiste', 'val');
  const frames: GrayImage[] = [];
  for (const { path } of validation.slice(0, FRAMES))
    frames.push(frameOf((await decodePage(path, 1, LIMITS)).gray, FRAME.width, FRAME.height));
  const cost = await measureFrames(detector, frames, ROUNDS);
  log(`${(1 / cost.seconds).toFixed(1)} frames a second`);
  const sets: DetectorReport['sets'][number][] = [];
  for (const { name, split, kind } of SETS) {
    const pages = (await readPageSet(dataRoot, name, split)).filter((page) => !kind || page.kind === kind);
    const compared = await compareFinders(
      detector,
      pages.filter((_, i) => i % every === 0),
    );
    sets.push({ set: [name, split ?? kind].join(' '), ...compared });
    log(`${name} ${split ?? kind}: ${compared.learned.lineF50.toFixed(3)}`);
  }
  detector.dispose();
  const { width: seenWidth, height: seenHeight } = detectorInput(frames[0]);
  const { engine, modelVersion } = detector;
  return {
    model: modelVersion,
    parameters: countParameters(detectorNetwork(model.network)),
    engine: `${engine.name}: ${engine.detail}`,
    frame: { ...FRAME, seenWidth, seenHeight },
    cost,
    sets,
  };
}
