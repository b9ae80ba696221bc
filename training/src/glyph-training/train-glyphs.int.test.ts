import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeSafetensors } from '@longhand/inference';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { glyphSet } from '../datasets/glyph-set.js';
import { TRAIN_DEFAULTS } from './train-defaults.js';
import { trainGlyphs } from './train-glyphs.js';
import type { TrainGlyphsOptions } from './train-options.js';
import { Random } from '../basics/random.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longhand-train-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Bars at four angles under noise: learnt in a few epochs by any network that learns at all. */
function bars(count: number) {
  const random = Random.from(3);
  const images = new Uint8Array(count * 784);
  const labels = Array.from({ length: count }, (_, n) => {
    const kind = n % 4;
    const middle = 10 + Math.floor(random.uniform() * 8);
    for (let i = 0; i < 784; i++) {
      const [y, x] = [Math.floor(i / 28), i % 28];
      const distance = [y - middle, x - middle, (x - y) * 0.7, (x + y - 27) * 0.7][kind];
      images[n * 784 + i] = (Math.abs(distance) < 2 ? 180 : 0) + Math.floor(random.uniform() * 60);
    }
    return kind;
  });
  return glyphSet(images, labels, { size: { height: 28, width: 28 }, alphabet: '-|\\/' });
}

const options = (
  kind: 'charnet' | 'paper-cnn' | 'paper-mlp',
  change: Partial<TrainGlyphsOptions> = {},
): TrainGlyphsOptions => ({
  ...TRAIN_DEFAULTS[kind],
  set: bars(240),
  validationCount: 48,
  network: { kind, classes: 4, input: { height: 28, width: 28 } },
  outDir: join(folder, kind),
  epochs: 3,
  batchSize: 16,
  augmentation: undefined,
  averaging: 0.8,
  seed: 1,
  workers: 1,
  backend: 'wasm',
  patience: 8,
  checkpointEvery: 10,
  resume: false,
  title: kind,
  ...change,
});

test('CharNet and the log-sigmoid network learn, and leave weights, curves, result and events behind', async () => {
  for (const kind of ['charnet', 'paper-mlp'] as const) {
    const lines: string[] = [];
    const result = await trainGlyphs(options(kind, { epochs: kind === 'charnet' ? 3 : 8 }), (line) => lines.push(line));
    expect(result.validationAccuracy, kind).toBeGreaterThan(0.95);
    expect(result.history.at(-1)!.trainLoss).toBeLessThan(result.history[0].trainLoss);
    const files = await readdir(join(folder, kind));
    for (const file of ['checkpoint.safetensors', 'curves.svg', 'result.json', 'weights.safetensors'])
      expect(files).toContain(file);
    expect(files.some((name) => name.startsWith('events.out.tfevents'))).toBe(true);
    expect(files.some((name) => name.endsWith('.tmp'))).toBe(false);
    expect(lines.filter((line) => / done: /.test(line))).toHaveLength(result.history.length);
  }
});

test('training can start from given weights, at another input size too', async () => {
  const small = { kind: 'paper-mlp' as const, classes: 4, input: { height: 30, width: 20 }, widths: [16, 8] };
  const first = await trainGlyphs(
    options('paper-mlp', { outDir: join(folder, 'first'), network: small, epochs: 6 }),
    () => {},
  );
  const from = join(folder, 'first', 'weights.safetensors');
  const again = options('paper-mlp', {
    outDir: join(folder, 'again'),
    network: small,
    epochs: 1,
    learningRate: 1e-6,
    from,
  });
  const second = await trainGlyphs(again, () => {});
  expect(Math.abs(second.validationAccuracy - first.validationAccuracy)).toBeLessThan(0.05);
  expect(decodeSafetensors(await readFile(from)).get('fc1/kernel')!.shape).toEqual([600, 16]);
});

test('what cannot be trained is refused in a sentence', async () => {
  const outDir = join(folder, 'refused');
  await expect(trainGlyphs(options('charnet', { outDir, workers: 3 }), () => {})).rejects.toMatchObject({
    code: 'training.batch_uneven',
  });
  await expect(trainGlyphs(options('charnet', { outDir, batchSize: 512 }), () => {})).rejects.toMatchObject({
    code: 'training.data_too_small',
  });
});
