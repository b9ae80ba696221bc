import { expect, test } from 'vitest';
import type { EngineReport } from './engine.js';
import type { ScoredPage } from './scored-pages.js';
import { drawScoreboard } from './draw-scoreboard.js';
import { writeScoreboard } from './write-scoreboard.js';

function page(group: string, lines: number): ScoredPage {
  const truth = Array.from({ length: lines }, () => ({ text: 'three words here', polygon: [], baseline: [] }));
  return { page: group, path: `${group}.png`, group, language: 'eng', lines: truth };
}
const text = (line: string, lines: number) => Array.from({ length: lines }, () => line).join('\n');
const pages = [page('letters', 2), page('letters', 4), page('forms', 30)];
const report = (description: string, line: string, seconds: number, recognitionSeconds?: number): EngineReport => ({
  description,
  modelBytes: 2_500_000,
  peakBytes: 300_000_000,
  pages: pages.map(({ lines }) => ({
    text: text(line, lines.length),
    seconds,
    ...(recognitionSeconds !== undefined && { recognitionSeconds }),
  })),
});

const engines = [
  { name: 'longhand', report: report('Longhand 1', 'three words here', 1.5, 0.5) },
  { name: 'tesseract', report: report('tesseract 5', 'three words', 2) },
  { name: 'pp-ocrv4', missing: 'it is not installed' },
];
const written = writeScoreboard({ pages, engines, machine: 'a machine' });
const rows = written.split('\n');

test('each group of pages has a row for each engine that ran', () => {
  expect(rows).toContain('## Letters: 2 pages');
  expect(rows.filter((row) => row === '| longhand | 100.0 % | 0.0 % | 1.50 |')).toHaveLength(2);
  expect(rows.filter((row) => row.startsWith('| tesseract | 66.7 % |'))).toHaveLength(2);
});

test('the page of thirty lines is compared with Tesseract, recognition alone and whole', () => {
  expect(rows).toContain('## One page of 30 lines: forms');
  expect(rows).toContain('| longhand, recognition alone | 0.50 | 0.25 | 100.0 % |');
  expect(rows).toContain('| longhand, whole page | 1.50 | 0.75 | 100.0 % |');
  expect(rows).toContain('| tesseract | 2.00 | 1.00 | 66.7 % |');
  expect(written).not.toContain('of 4 lines');
});

test('the chart has a bar for each engine that ran and each group, as long as its recall', () => {
  const chart = drawScoreboard({ pages, engines });
  const widths = [...chart.matchAll(/<rect x="130" [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width));
  expect(widths).toHaveLength(4);
  expect(widths[1] / widths[0]).toBeCloseTo(2 / 3, 2);
  expect(chart).not.toContain('pp-ocrv4');
});

test('weights are told, and who could not run', () => {
  expect(rows).toContain('| longhand | Longhand 1 | 2.5 | 300 |');
  expect(rows).toContain('Not run: pp-ocrv4 (it is not installed)');
});
