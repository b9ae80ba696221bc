import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { longhandEngine } from './longhand-engine.js';
import { measureEngine } from './measure-engine.js';

const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

test('Longhand reads a sample page in this process, with the shipped models', async () => {
  const engine = await longhandEngine(at('models'));
  const path = at('samples/records/letter.png');
  const report = await measureEngine(engine, [{ path, language: 'eng' }], () => {});
  const [{ text, seconds, recognitionSeconds }] = report.pages;
  expect(text.split('\n').length).toBeGreaterThan(3);
  expect(text.replace(/[^a-z0-9]/gi, '').length).toBeGreaterThan(30);
  expect(recognitionSeconds).toBeGreaterThan(0);
  expect(recognitionSeconds).toBeLessThan(seconds);
  expect(report.description).toContain('charnet');
  expect(report.modelBytes).toBeGreaterThan(2e6);
});
