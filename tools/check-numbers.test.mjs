import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { checkNumbers } from './check-numbers.mjs';

let root;

function check(files, max) {
  root = mkdtempSync(join(tmpdir(), 'longhand-numbers-'));
  mkdirSync(join(root, 'src'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, 'src', name), text);
  return checkNumbers(root, { folders: ['src'], max });
}

afterEach(() => rmSync(root, { recursive: true, force: true }));

it('names the decimals without a name where there are too many', () => {
  const text = 'export const grow = (x) => x * 1.5;\nexport const half = (x) => x / 2 + 0.5;\n';
  expect(check({ 'a.ts': text }, 1).problems).toEqual([
    'src/a.ts:1: 1.5 has no name',
    'src/a.ts:2: 0.5 has no name',
    '2 decimals without a name, more than 1: put them into the table of their stage',
  ]);
  expect(check({ 'a.ts': text }, 2).problems).toEqual([]);
});

it('takes for named what stands in a constant of the file, but not in a function or a default', () => {
  const text =
    'const growth = 1.5;\nconst luma = { red: 0.299, other: [0.587, -0.114] };\nconst tiny = 1e-6;\n' +
    'export function f(a = 0.1) {\n  const b = 0.2;\n  return a + b;\n}\nconst g = [1].map(() => 0.3);\n';
  expect(check({ 'a.ts': text }, 0).unnamed).toEqual([
    'src/a.ts:4: 0.1 has no name',
    'src/a.ts:5: 0.2 has no name',
    'src/a.ts:8: 0.3 has no name',
  ]);
});

it('lets whole numbers and tests be', () => {
  const files = { 'a.ts': 'export const f = (x) => 2 * x + 1_000 + 0x10;\n', 'a.test.ts': 'f(0.5);\n' };
  expect(check(files, 0)).toEqual({ problems: [], unnamed: [], settings: 0 });
});

it('wants a comment of its own for each setting of a table', () => {
  const text =
    'export const t = settingsOf({\n  /** Lines. */\n  lines: {\n    /** Share: higher loses lines. */\n' +
    '    minShare: 0.5,\n    maxGap: 3,\n  },\n});\n';
  expect(check({ 't-settings.ts': text }, 0)).toEqual({
    problems: ['src/t-settings.ts:6: say in a comment what maxGap trades off'],
    unnamed: [],
    settings: 2,
  });
});
