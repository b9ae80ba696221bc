import * as core from '@longhand/core';
import { cleanPage, imagingSettings, segmentPage, settingsOf } from '@longhand/core';
import * as inference from '@longhand/inference';
import { expect, test } from 'vitest';
import { TUNED_STAGES, tuneSettings, type TunedValue } from './tune-settings.js';

/** Ten short bars in a row on white paper, faint or dark. */
function drawnPage(level: number): core.GrayImage {
  const page = { width: 600, height: 500, data: new Uint8Array(600 * 500).fill(240) };
  for (let bar = 0; bar < 10; bar++)
    for (let y = 240; y < 262; y++) page.data.fill(level, y * 600 + 60 + 45 * bar, y * 600 + 64 + 45 * bar);
  return page;
}

async function all<Figures>(rows: AsyncIterable<TunedValue<Figures>>): Promise<TunedValue<Figures>[]> {
  const found = [];
  for await (const row of rows) found.push(row);
  return found;
}

test('a stage is measured with other values on a drawn page, and is as it was afterwards', async () => {
  const before = structuredClone(imagingSettings);
  const rows = await all(
    tuneSettings({
      table: imagingSettings,
      only: ['cleaning.sauvolaK'],
      values: [6],
      measure: async () => segmentPage(cleanPage(drawnPage(60))).layout.lines.length,
    }),
  );
  expect(rows).toEqual([
    { setting: 'cleaning.sauvolaK', value: before.cleaning.sauvolaK, isPresent: true, figures: 1 },
    { setting: 'cleaning.sauvolaK', value: 6, isPresent: false, figures: 0 },
  ]);
  expect(imagingSettings).toEqual(before);
});

test('every setting gets values around its own, counts stay whole, and the present one is measured once', async () => {
  const table = settingsOf({ lines: { minShare: 0.5, maxCount: 3 }, words: { offset: 0 } });
  const seen: string[] = [];
  const rows = await all(tuneSettings({ table, measure: async () => seen.push(JSON.stringify(table)) }));
  expect(rows.map(({ setting, value }) => `${setting} ${value}`)).toEqual([
    'lines.minShare 0.4',
    'lines.minShare 0.5',
    'lines.minShare 0.625',
    'lines.maxCount 2',
    'lines.maxCount 3',
    'lines.maxCount 4',
    'words.offset 0',
  ]);
  expect(seen).toEqual([
    '{"lines":{"minShare":0.5,"maxCount":3},"words":{"offset":0}}',
    '{"lines":{"minShare":0.4,"maxCount":3},"words":{"offset":0}}',
    '{"lines":{"minShare":0.625,"maxCount":3},"words":{"offset":0}}',
    '{"lines":{"minShare":0.5,"maxCount":2},"words":{"offset":0}}',
    '{"lines":{"minShare":0.5,"maxCount":4},"words":{"offset":0}}',
  ]);
});

test('an unknown setting is refused at once, and a failed measurement leaves no trace', async () => {
  const table = settingsOf({ lines: { minShare: 0.5 } });
  const measure = async () => {
    if (table.lines.minShare !== 0.5) throw new Error('no page');
  };
  const never = async () => expect.unreachable();
  await expect(all(tuneSettings({ table, only: ['lines.max'], measure: never }))).rejects.toThrow(RangeError);
  await expect(all(tuneSettings({ table, measure }))).rejects.toThrow('no page');
  expect(table.lines.minShare).toBe(0.5);
});

test('every table of settings is a stage that can be tuned', () => {
  const tables = Object.entries({ ...core, ...inference }).flatMap(([name, value]) =>
    name.endsWith('Settings') && typeof value === 'object' ? [value] : [],
  );
  expect(tables.length).toBeGreaterThan(10);
  expect(new Set(tables)).toEqual(new Set(Object.values(TUNED_STAGES)));
});
