import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { lineNetwork } from '@longhand/inference';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sourceLoaderOptions } from '@longhand/inference';
import { barLines, TINY_NETWORK } from './bar-lines.test-suite.js';
import { trainLines } from './train-lines.js';
import { FINE_TUNE_DEFAULTS, type TrainLinesOptions } from './train-lines-options.js';
import { initialWeights } from '../basics/initial-weights.js';
import { Random } from '../basics/random.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longhand-train-lines-'));
});
afterAll(() => rm(folder, { recursive: true }));

const weights = initialWeights(lineNetwork(TINY_NETWORK), Random.from(3));
const options = (change: Partial<TrainLinesOptions>): TrainLinesOptions => ({
  ...FINE_TUNE_DEFAULTS,
  network: TINY_NETWORK,
  weights,
  training: barLines(48, 1),
  validation: barLines(12, 2),
  outDir: join(folder, 'out'),
  minutes: Number.POSITIVE_INFINITY,
  learningRate: 2e-2,
  dropout: 0,
  seed: 1,
  workers: 2,
  backend: 'wasm',
  resume: false,
  ...change,
});

test('with batch statistics it learns from nothing; then, with frozen ones, goes on from there', async () => {
  const lines: string[] = [];
  const first = await trainLines(
    options({ norms: 'batch', epochs: 14, augmentation: undefined, averaging: 0.9 }),
    (line) => lines.push(line),
  );
  const [before] = first.history;
  expect(before.validationCer).toBeGreaterThan(0.6);
  expect(first.history.at(-1)!.trainLoss!).toBeLessThan(0.5);
  expect(first.history[first.bestEpoch].validationCer).toBeLessThan(0.15);
  expect(lines.filter((line) => /^epoch \d+\/14: /.test(line))).toHaveLength(first.history.length - 1);
  expect((await readdir(join(folder, 'out'))).some((name) => name.startsWith('events.out.tfevents'))).toBe(true);

  const second = await trainLines(
    options({ outDir: join(folder, 'on'), weights: first.weights, epochs: 2, learningRate: 2e-3 }),
    () => {},
  );
  expect(second.history[0].validationCer).toBeCloseTo(first.history[first.bestEpoch].validationCer, 6);
  expect(second.weights.get('bn1a/moving_mean')).toEqual(first.weights.get('bn1a/moving_mean'));
  expect(second.weights.get('conv1a/kernel')!.shape).toEqual(first.weights.get('conv1a/kernel')!.shape);
});

test('lines that are too few are refused in a sentence', async () => {
  await expect(trainLines(options({ validation: [] }), () => {})).rejects.toMatchObject({
    code: 'training.data_too_small',
  });
});

/** Trains in a process of its own; kills it with SIGKILL at the first line that matches. */
function train(out: string, { resume = false, killAt }: { resume?: boolean; killAt?: RegExp } = {}): Promise<string[]> {
  const module = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const change = { outDir: join(folder, out), resume, checkpointEvery: 4 };
  const program = `
    import { writeFileSync } from 'node:fs';
    import { encodeSafetensors, lineNetwork } from '@longhand/inference';
    import { initialWeights } from ${module('../basics/initial-weights.ts')};
    import { Random } from ${module('../basics/random.ts')};
    import { barLines, TINY_NETWORK } from ${module('./bar-lines.test-suite.ts')};
    import { trainLines } from ${module('./train-lines.ts')};
    import { FINE_TUNE_DEFAULTS } from ${module('./train-lines-options.ts')};
    const result = await trainLines({ ...FINE_TUNE_DEFAULTS, network: TINY_NETWORK, minutes: Infinity, epochs: 3,
      weights: initialWeights(lineNetwork(TINY_NETWORK), Random.from(3)), training: barLines(42, 1), validation: \
barLines(4, 2),
      learningRate: 1e-2, seed: 1, workers: 2, backend: 'wasm', ...${JSON.stringify(change)} }, (line) => \
console.log(line));
    writeFileSync(${JSON.stringify(join(folder, `${out}.safetensors`))}, encodeSafetensors(result.weights));`;
  const arguments_ = [...sourceLoaderOptions(import.meta.url), '--input-type=module', '--eval', program];
  const child = spawn(process.execPath, arguments_, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line);
    if (killAt?.test(line)) child.kill('SIGKILL');
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (killAt ? signal === 'SIGKILL' : code === 0) resolve(lines);
      else reject(new Error(`exit code ${code}, signal ${signal}`));
    });
  });
}

test('a run killed in mid-epoch ends with the same weights, bit for bit, as an unbroken one', async () => {
  await train('unbroken');
  await train('killed', { killAt: /^epoch 2 step/ });
  const rest = await train('killed', { resume: true });
  expect(rest[0]).toMatch(/^going on at epoch 2, step \d/);
  const files = ['unbroken', 'killed'].map((name) => readFile(join(folder, `${name}.safetensors`)));
  const [unbroken, killed] = await Promise.all(files);
  expect(killed.equals(unbroken)).toBe(true);
  await expect(
    trainLines(options({ outDir: join(folder, 'killed'), resume: true, seed: 2 }), () => {}),
  ).rejects.toMatchObject({ code: 'training.resume_mismatch' });
});
