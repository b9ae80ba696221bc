import { expect, test } from 'vitest';
import { findModel, parseManifest } from './manifest.js';

const entry = {
  name: 'digits',
  file: 'digits.safetensors',
  sha256: 'a'.repeat(64),
  bytes: 10,
  network: { kind: 'charnet', classes: 10, input: { height: 28, width: 28 } },
  input: '28 x 28, 0 paper, 1 ink',
  alphabet: '0123456789',
  temperature: 1,
  trainedOn: 'mnist',
  description: 'A network of digits.',
  limits: 'Digits only.',
  data: ['MNIST'],
  licence: 'Apache-2.0',
  command: 'longhand train glyphs --data mnist',
  figures: { accuracy: 0.995 },
};
const text = (change: object = {}) =>
  JSON.stringify({ version: 1, default: 'digits', models: [{ ...entry, ...change }] });

test('a good manifest is read and its default found', () => {
  expect(findModel(parseManifest(text())).name).toBe('digits');
});

test.each([
  ['no JSON', '{'],
  ['another version', JSON.stringify({ version: 2, default: 'digits', models: [] })],
  ['a path as file name', text({ file: '../x' })],
  ['a short sha256', text({ sha256: 'abc' })],
  ['an unknown network', text({ network: { ...entry.network, kind: 'other' } })],
  ['an alphabet of another length', text({ alphabet: '01' })],
  ['an unknown field', text({ extra: 1 })],
])('%s is refused', (_name, bad) => {
  expect(() => parseManifest(bad)).toThrow(expect.objectContaining({ code: 'model.manifest_invalid' }));
});

test('an unknown model is named with those there are', () => {
  expect(() => findModel(parseManifest(text()), 'letters')).toThrow(/Choose one of: digits/);
});
