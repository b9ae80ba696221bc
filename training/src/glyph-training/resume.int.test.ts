import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseCsv } from '../datasets/read-csv.js';
import { sourceLoaderOptions } from '@longhand/inference';
import { TRAIN_DEFAULTS } from './train-defaults.js';
import { trainGlyphs } from './train-glyphs.js';
import { Random } from '../basics/random.js';

const SETTINGS = {
  ...TRAIN_DEFAULTS.charnet,
  epochs: 3,
  batchSize: 16,
  workers: 2,
  seed: 5,
  validationCount: 40,
  network: { kind: 'charnet', classes: 62, input: { height: 28, width: 28 } },
  backend: 'wasm',
  patience: 8,
  checkpointEvery: 4,
  title: 'test',
} as const;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longhand-resume-'));
  const random = Random.from(1);
  const rows = Array.from({ length: 200 }, (_, i) => {
    const pixels = Array.from(
      { length: 784 },
      (_, p) => (Math.floor(p / 28) % 10 === i % 10 ? 200 : 0) + Math.floor(random.uniform() * 50),
    );
    return [i % 10, ...pixels].join(',');
  });
  await writeFile(join(folder, 'glyphs.csv'), rows.join('\n'));
});
afterAll(() => rm(folder, { recursive: true }));

/**
 * Runs a training in a process of its own; kills it with SIGKILL at the first line that matches.
 */
function train(
  out: string,
  { resume = false, killAt }: { resume?: boolean; killAt?: RegExp } = {},
): Promise<{ signal: string | null; lines: string[] }> {
  const settings = { ...SETTINGS, outDir: join(folder, out), resume };
  const module = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const program = `
    import { readFileSync } from 'node:fs';
    import { trainGlyphs } from ${module('./train-glyphs.ts')};
    import { parseCsv } from ${module('../datasets/read-csv.ts')};
    const set = parseCsv(readFileSync(${JSON.stringify(join(folder, 'glyphs.csv'))}, 'utf8'));
    await trainGlyphs({ ...${JSON.stringify(settings)}, set }, (line) => console.log(line));`;
  const child = spawn(
    process.execPath,
    [...sourceLoaderOptions(import.meta.url), '--input-type=module', '--eval', program],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const lines: string[] = [];
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line);
    if (killAt?.test(line)) child.kill('SIGKILL');
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) =>
      code === 0 || signal ? resolve({ signal, lines }) : reject(new Error(`exit code ${code}`)),
    );
  });
}

test('a run killed twice in mid-epoch ends with the same weights, bit for bit, as an unbroken one', async () => {
  const unbroken = await train('unbroken');
  expect(unbroken.signal).toBeNull();

  expect((await train('killed', { killAt: /^epoch 1 step 8/ })).signal).toBe('SIGKILL');
  const second = await train('killed', { resume: true, killAt: /^epoch 3 step 4/ });
  expect(second.signal).toBe('SIGKILL');
  expect(second.lines[0]).toBe('going on at epoch 1, step 8');
  const third = await train('killed', { resume: true });
  expect(third.lines[0]).toMatch(/^going on at epoch 3, step [48]$/);

  for (const file of ['weights.safetensors', 'checkpoint.safetensors', 'result.json', 'curves.svg']) {
    const [a, b] = await Promise.all(['unbroken', 'killed'].map((out) => readFile(join(folder, out, file))));
    expect(b.equals(a), file).toBe(true);
  }
});

test('a checkpoint is neither overwritten unasked nor gone on from with other settings', async () => {
  const set = parseCsv(await readFile(join(folder, 'glyphs.csv'), 'utf8'));
  const options = { ...SETTINGS, set, seed: 6, outDir: join(folder, 'unbroken') };
  await expect(trainGlyphs({ ...options, resume: false }, () => {})).rejects.toMatchObject({
    code: 'training.out_in_use',
  });
  await expect(trainGlyphs({ ...options, resume: true }, () => {})).rejects.toMatchObject({
    code: 'training.resume_mismatch',
  });
});
