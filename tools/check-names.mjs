#!/usr/bin/env node
// One name, one thing: an exported name is declared in one file of the product, so that whoever
// reads it knows what it is. docs/glossary.md explains the names. `node tools/check-names.mjs
// [root]`. Exit code 1 and one line per problem.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPackages, sourcesBelow } from './check-sources.mjs';

/** Names that stand in several files on purpose, with the reason. */
export const SHARED_NAMES = {
  openEverything: 'bench/src/chaos/open-with-faults.ts takes the place of the function of this name in libs/runtime',
};

const DECLARATION =
  /^export (?:declare |abstract |async )*(?:function\*?|const|let|class|interface|type|enum) +(\w+)/gm;
/**
 * `export type Batch = Schemas['Batch']`: the type of the same name that the API describes, under
 * its own name.
 */
const schemaAlias = (name) =>
  new RegExp(`^export type ${name} = (?:Schemas|components\\['schemas'\\])\\['\\w+'\\];`, 'm');

/** @returns {string[]} one line per name that is declared more than once */
export function checkNames(root, sharedNames = SHARED_NAMES) {
  const homes = new Map();
  for (const home of findPackages(root)) {
    // Helpers of tests say `must`, `fake` or `sample` in many places, and nobody takes one for
    // another.
    if (home === 'libs/test-kit') continue;
    for (const file of sourcesBelow(join(root, home, 'src'))) {
      const path = file.slice(root.length + 1).replaceAll('\\', '/');
      if (/\.(test|test-suite)\.tsx?$|\/testing\//.test(path)) continue;
      for (const name of namesOf(readFileSync(file, 'utf8'))) homes.set(name, [...(homes.get(name) ?? []), path]);
    }
  }
  const problems = [];
  for (const [name, files] of [...homes].sort(([a], [b]) => (a < b ? -1 : 1)))
    if (files.length > 1 && !(name in sharedNames))
      problems.push(`${name} is declared in ${files.join(' and ')}: rename or merge (docs/glossary.md)`);
  for (const name of Object.keys(sharedNames))
    if ((homes.get(name)?.length ?? 0) < 2)
      problems.push(`tools/check-names.mjs: ${name} is declared only once; take it off the list`);
  return problems;
}

/**
 * The names that a file declares and exports, each once (a type and a constant may share one);
 * re-exports do not count.
 */
function namesOf(text) {
  const names = new Set([...text.matchAll(DECLARATION)].map(([, name]) => name));
  return [...names].filter((name) => !schemaAlias(name).test(text));
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const root = resolve(process.argv[2] ?? '.');
  const problems = existsSync(join(root, 'package.json')) ? checkNames(root) : [`${root} is no checkout`];
  for (const problem of problems) console.error(problem);
  console.log(problems.length ? `${problems.length} problems` : 'names: each is declared once');
  process.exitCode = problems.length ? 1 : 0;
}
