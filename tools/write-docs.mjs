#!/usr/bin/env node
// Writes what is generated from libs/config: docs/configuration.md, .env.example, and the settings
// in docker-compose.yml. With --check nothing is written, and a document that differs is exit code
// 1. Needs a built checkout.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printEnvDocs } from '../libs/config/dist/index.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { markdown, envExample, composeSettings } = printEnvDocs();
/** The compose file with these settings between the two lines that enclose them. */
const compose = readOr(join(root, 'docker-compose.yml'), '').replace(
  /(# settings: written by npm run docs\n)[\s\S]*?( *# end of settings\n)/,
  (_, begin, end) => `${begin}${composeSettings}${end}`,
);
for (const [path, text] of [
  ['docs/configuration.md', markdown],
  ['.env.example', envExample],
  ['docker-compose.yml', compose],
]) {
  const file = join(root, path);
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readOr(file, '') !== text) {
    console.error(`${path} is not what the settings say: run "npm run docs" and commit it`);
    process.exitCode = 1;
  }
}

function readOr(file, fallback) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return fallback; // a missing document differs like a wrong one
  }
}
