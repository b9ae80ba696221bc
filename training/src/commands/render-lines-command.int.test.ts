import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { trainCommand } from './train-command.js';
import { FONT_LIST } from '../render/fonts/font-list.js';
import { loadFonts } from '../render/render-lines.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'render-lines-'));
  await mkdir(join(folder, 'lexicons'));
  const lists: [string, object][] = [
    ['firstNames', { firstNames: ['Ada'] }],
    ['neutralNames', { neutralNames: ['Noor'] }],
    ['lastNames', { lastNames: ['Reed'] }],
    ['drugs', { drugs: ['Zentolin'] }],
    ['diseases', { diseases: [['cold', 'common cold']] }],
    ['infectious_diseases', { diseases: ['measles'] }],
    ['diagnoses', { codes: [{ code: 'A39.5', desc: 'Fever' }] }],
    ['symptoms', { symptoms: ['dry cough'] }],
    ['hospitals', { hospitals: ['Hill House'] }],
    ['occupations', { occupations: ['baker'] }],
    ['bodyParts', { bodyParts: ['knee'] }],
  ];
  for (const [name, list] of lists) await writeFile(join(folder, 'lexicons', `${name}.json`), JSON.stringify(list));
});
afterAll(() => rm(folder, { recursive: true }));

test('writes every pixel and one row a line, and nothing half done', async () => {
  const out = join(folder, 'made', 'lines');
  const said: string[] = [];
  const args = ['render-lines', '--count', '25', '--seed', '4', '--out', out, '--data-root', folder];
  await trainCommand(args, { log: (line) => said.push(line) });
  expect((await readdir(join(folder, 'made'))).sort()).toEqual(['lines.bin', 'lines.jsonl']);
  const rows = (await readFile(`${out}.jsonl`, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((row) => JSON.parse(row));
  expect(rows).toHaveLength(25);
  let offset = 0;
  for (const row of rows) {
    expect(row).toMatchObject({ offset, height: 40, text: expect.stringMatching(/\S/), font: expect.any(String) });
    offset += row.width * row.height;
  }
  expect(await readFile(`${out}.bin`)).toHaveLength(offset);
  expect(said.at(-1)).toContain('25 lines');
});

test('writes as many printed lines as it is asked for', async () => {
  const out = join(folder, 'printed');
  await trainCommand(['render-lines', '--count', '12', '--printed', '1', '--out', out, '--data-root', folder], {
    log: () => undefined,
  });
  const fonts = (await readFile(`${out}.jsonl`, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((row) => JSON.parse(row).font);
  const kinds = new Set(fonts.map((family) => FONT_LIST.find((entry) => entry.family === family)!.kind));
  expect(kinds).toEqual(new Set(['print', 'typewriter']));
  await expect(trainCommand(['render-lines', '--out', out, '--printed', '2'])).rejects.toThrow('--printed');
});

test('asks for what it lacks', async () => {
  await expect(trainCommand(['render-lines'])).rejects.toThrow('--out');
  await expect(trainCommand(['render-lines', '--out', 'x', '--count', '-1'])).rejects.toThrow('--count');
  const elsewhere = ['render-lines', '--out', join(folder, 'y'), '--data-root', join(folder, 'made')];
  await expect(trainCommand(elsewhere)).rejects.toMatchObject({ code: 'training.data_missing' });
});

test('every listed font is installed and writes English', () => {
  const fonts = loadFonts();
  expect(fonts).toHaveLength(FONT_LIST.length);
  const text =
    'The quick brown fox jumps over the lazy dog, "JACKDAWS LOVE MY BIG SPHINX OF ' +
    `QUARTZ": 0123456789 (a-b/c);!?'+#`;
  for (const font of fonts) expect(font.covers(text), font.entry.family).toBe(true);
});
