import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeSafetensors, lineNetwork, loadLineReader, readLineManifest } from '@longhand/inference';
import { encodeGrayPng } from '@longhand/image-io';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { barLines, TINY_NETWORK } from '../line-training/bar-lines.test-suite.js';
import { trainLines } from '../line-training/train-lines.js';
import { FINE_TUNE_DEFAULTS } from '../line-training/train-lines-options.js';
import { registerLineModel } from '../lines/register-line-model.js';
import { fineTuneCommand } from './fine-tune-command.js';
import { readLineFolder } from './read-line-folder.js';
import { initialWeights } from '../basics/initial-weights.js';
import { Random } from '../basics/random.js';

const alphabet = 'abc';
/** A hand whose bars for a and b stand the other way round: what the base reads. */
const otherHand = (seed: number, count: number) =>
  barLines(count, seed).map(({ ink, classes }) => ({ ink, classes: classes.map((c) => [0, 2, 1, 3][c]) }));

let [folder, models, data] = ['', '', ''];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longhand-fine-tune-'));
  [models, data] = ['models', 'lines'].map((name) => join(folder, name));
  await Promise.all([mkdir(models), mkdir(data)]);
  const { classes: _, ...settings } = TINY_NETWORK;
  const { weights } = await trainLines(
    {
      ...FINE_TUNE_DEFAULTS,
      network: TINY_NETWORK,
      outDir: join(folder, 'base'),
      minutes: 10,
      epochs: 10,
      norms: 'batch',
      augmentation: undefined,
      averaging: 0.9,
      learningRate: 2e-2,
      dropout: 0,
      seed: 1,
      workers: 1,
      backend: 'wasm',
      resume: false,
      weights: initialWeights(lineNetwork(TINY_NETWORK), Random.from(3)),
      training: otherHand(1, 48),
      validation: otherHand(2, 8),
    },
    () => {},
  );
  const metadata = { settings: JSON.stringify(settings), alphabet };
  await writeFile(join(models, 'base.safetensors'), encodeSafetensors(weights, { metadata }));
  const words = { name: 'base', description: 'd', limits: 'l', data: ['x'], licence: 'l', command: 'c' };
  await registerLineModel(models, { ...words, temperature: 1, calibration: { scale: 1, shift: 0 }, figures: {} });
  for (const [i, { ink, classes }] of barLines(70, 5).entries()) {
    const gray = { width: ink.width, height: 40, data: ink.data.map((level) => 255 - level) };
    await writeFile(join(data, `${i}.png`), await encodeGrayPng(gray));
    await writeFile(join(data, `${i}.txt`), `${classes.map((c) => alphabet[c - 1]).join('')}\n`);
  }
});
afterAll(() => rm(folder, { recursive: true }));

async function tune(name: string, ...more: string[]): Promise<string[]> {
  const said: string[] = [];
  const where = ['--data', data, '--models', models, '--data-root', join(folder, 'none'), '--name', name];
  await fineTuneCommand([...where, '--backend', 'wasm', '--workers', '1', ...more], { log: (line) => said.push(line) });
  return said;
}

test('a reader that got better is entered, made the default and loads; one that did not changes nothing', async () => {
  const said = await tune('bars', '--epochs', '40', '--rate', '2e-3', '--patience', '40');
  expect(said.join('\n')).toMatch(/held out the character error rate fell from .* fewer errors/);
  expect(said.join('\n')).toMatch(/once more with all 53 lines, up to epoch \d+/);
  expect(said.at(-1)).toMatch(/bars is the default now.*set "default" in lines\.json to base/);
  const manifest = await readLineManifest(models);
  expect(manifest.default).toBe('bars');
  const entry = manifest.models.find(({ name }) => name === 'bars')!;
  expect(entry.figures.heldOutCer).toBeLessThan(entry.figures.heldOutCerBefore / 2);
  expect(entry.command).not.toContain(folder);
  const reader = await loadLineReader({ modelsDir: models, backend: 'wasm' });
  expect([reader.alphabet, reader.modelVersion.split('@')[0]]).toEqual([alphabet, 'bars']);
  reader.dispose();
  const out = join(models, 'training', 'bars');
  const result = JSON.parse(await readFile(join(out, 'result.json'), 'utf8'));
  expect(result).toMatchObject({
    isPromoted: true,
    from: 'base',
    lines: { training: 45, validation: 8, heldOut: 17, byPage: false },
  });
  expect((await readdir(out)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  await expect(tune('bars')).rejects.toMatchObject({ code: 'cli.invalid_option' });

  const again = await tune('again', '--from', 'bars', '--epochs', '1', '--rate', '1e-9');
  expect(again.at(-1)).toBe('bars stays in use; nothing was changed.');
  expect(await readLineManifest(models)).toEqual(manifest);
  expect(await readdir(models)).not.toContain('again.safetensors');
  await expect(tune('again', '--from', 'bars')).rejects.toMatchObject({ code: 'training.out_in_use' });
});

test('lines.jsonl names pictures, texts and pages, and rows are chosen by their fields', async () => {
  const rows = [
    { image: '0.png', text: 'ab', page: 'p1', writer: 7 },
    { image: '1.png', text: 'bc', page: 'p2', writer: 8 },
  ];
  const listed = join(data, 'lines.jsonl');
  await writeFile(listed, rows.map((row) => JSON.stringify(row)).join('\n'));
  try {
    const lines = await readLineFolder(data, { where: { writer: '8' } });
    expect(lines.map(({ text, page, strip }) => [text, page, strip.height])).toEqual([['bc', 'p2', 40]]);
    await expect(readLineFolder(data, { where: { writer: '9' } })).rejects.toThrow(/holds no pictures/);
    await writeFile(listed, '{"image": "9999.png", "text": "a"}');
    await expect(readLineFolder(data)).rejects.toThrow(/no picture 9999\.png/);
    await writeFile(listed, '\n{"image": "0.png"}');
    await expect(readLineFolder(data)).rejects.toThrow(/row 2 of lines\.jsonl/);
  } finally {
    await rm(listed);
  }
});

test('what cannot be used is refused by the name of the option or the file', async () => {
  await expect(fineTuneCommand([])).rejects.toMatchObject({ code: 'cli.invalid_option' });
  await expect(tune('x', '--corrections')).rejects.toThrow(/--data/);
  await expect(tune('No Name')).rejects.toThrow(/--name/);
  await expect(readLineFolder(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'training.data_invalid' });
  await writeFile(join(data, 'lone.png'), await readFile(join(data, '0.png')));
  await expect(readLineFolder(data)).rejects.toThrow(/lone\.png has no text file lone\.txt/);
  await rm(join(data, 'lone.png'));
});
