#!/usr/bin/env node
// Fetches the openly licensed pages that the line reader is trained on
// (training/open-sources.json), with their transcriptions, into one folder per collection. The
// pages that serve as tests are removed: nobody should train on them by accident. Needs git and the
// network: node tools/fetch-training-data.mjs FOLDER [NAME ...]
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * @returns {string[]} the files below `folder` that belong to one of `pages`: NAME.xml, NAME.jpg
 *   and their like
 */
export function filesOfPages(folder, pages) {
  const names = new Set(pages);
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && names.has(entry.name.replace(/\.[^.]+$/, '')))
    .map((entry) => join(entry.parentPath, entry.name));
}

function fetchSource({ name, repository, commit, licence, attribution, testPages }, folder) {
  const target = join(folder, name);
  if (existsSync(target)) return console.log(`${name}: already there`);
  const git = (...args) => execFileSync('git', ['-C', target, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  mkdirSync(target, { recursive: true });
  try {
    git('init', '-q');
    git('fetch', '-q', `https://github.com/${repository}`);
    git('checkout', '-q', commit);
  } catch (error) {
    rmSync(target, { recursive: true, force: true });
    throw new Error(
      `${name}: ${repository} could not be fetched. Check the network, then run the same command again.`,
      {
        cause: error,
      },
    );
  }
  rmSync(join(target, '.git'), { recursive: true, force: true });
  const removed = filesOfPages(target, testPages);
  for (const file of removed) rmSync(file);
  writeFileSync(join(target, 'SOURCE.txt'), `${repository} at ${commit}\n${licence}\n${attribution}\n`);
  console.log(`${name}: ${repository} at ${commit}, ${licence}; ${removed.length} files of test pages removed`);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [folder, ...names] = process.argv.slice(2);
  const sources = JSON.parse(readFileSync(join(ROOT, 'training', 'open-sources.json'), 'utf8'));
  const unknown = names.filter((name) => !sources.some((source) => source.name === name));
  if (!folder || unknown.length > 0) {
    console.error(
      `Usage: node tools/${basename(import.meta.url)} FOLDER [${sources.map(({ name }) => name).join(' | ')}]`,
    );
    process.exit(2);
  }
  for (const source of sources)
    if (names.length === 0 || names.includes(source.name)) fetchSource(source, resolve(folder));
}
