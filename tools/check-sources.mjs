#!/usr/bin/env node
// What the import rules cannot say: packages and their dependencies as tools/import-rules.mjs lists
// them, sizes of files and lines, the environment read in one place, no test with a time limit of
// its own.
// `node tools/check-sources.mjs [root]`. Exit code 1 and one line per problem.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MAX_COLUMNS, MAX_LINES, MAX_TEST_LINES, PACKAGES, READS_ENVIRONMENT, SCOPE } from './import-rules.mjs';

const SKIPPED = new Set(['node_modules', 'dist', 'generated', '.git']);

/** @returns {{ problems: string[], files: number }} */
export function checkSources(root) {
  const problems = [];
  let files = 0;
  const check = (file, mayReadEnvironment) => {
    files += 1;
    const say = (message) => problems.push(`${toPath(root, file)}: ${message}`);
    for (const problem of problemsOf(file, mayReadEnvironment)) say(problem);
  };
  for (const home of findPackages(root)) {
    const [name, rule] = Object.entries(PACKAGES).find(([, rule]) => rule.home === home) ?? [];
    if (!rule) problems.push(`${home}: this package is not in tools/import-rules.mjs`);
    else {
      problems.push(...problemsOfManifest(root, name, rule));
      for (const file of sourcesBelow(join(root, home, 'src'))) check(file, name === READS_ENVIRONMENT);
    }
  }
  for (const file of sourcesBelow(join(root, 'test'))) check(file, true);
  for (const folder of ['tools', '.ci'])
    for (const file of sourcesBelow(join(root, folder), /\.mjs$/))
      problems.push(...longLines(readFileSync(file, 'utf8')).map((problem) => `${toPath(root, file)}: ${problem}`));
  return { problems, files };
}

export function findPackages(root) {
  const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return workspaces
    .flatMap((pattern) =>
      pattern.endsWith('/*')
        ? list(join(root, pattern.slice(0, -2))).map((name) => `${pattern.slice(0, -1)}${name}`)
        : [pattern],
    )
    .filter((home) => existsSync(join(root, home, 'package.json')));
}

/**
 * Names of the packages that a package may import: those it ships with, for a tool also those it is
 * built with.
 */
export function declaredBy(root, { home, isTool }) {
  const manifest = JSON.parse(readFileSync(join(root, home, 'package.json'), 'utf8'));
  return Object.keys({ ...manifest.dependencies, ...(isTool && manifest.devDependencies) });
}

function problemsOfManifest(root, name, rule) {
  return declaredBy(root, rule)
    .filter((dependency) => dependency.startsWith(SCOPE) && !rule.mayImport.includes(dependency.slice(SCOPE.length)))
    .map((dependency) => `${rule.home}/package.json: ${name} may not depend on ${dependency}`);
}

function* problemsOf(file, mayReadEnvironment) {
  const text = readFileSync(file, 'utf8');
  const code = withoutComments(text);
  const lines = text.split('\n').length - 1;
  const limit = isTest(file) ? MAX_TEST_LINES : MAX_LINES;
  yield* longLines(text);
  if (lines > limit) yield `${lines} lines, more than ${limit}: split it`;
  if (isTest(file) && hasOwnLimit(code)) yield OWN_LIMIT;
  if (!mayReadEnvironment && !isTest(file) && /\bprocess\.env\b/.test(code))
    yield `reads process.env; only libs/${READS_ENVIRONMENT} may`;
}

/** Lines that an editor beside another does not show whole. */
const longLines = (text) =>
  text
    .split('\n')
    .flatMap((line, i) =>
      line.length > MAX_COLUMNS ? [`line ${i + 1} has ${line.length} columns, more than ${MAX_COLUMNS}`] : [],
    );

const OWN_LIMIT = 'has a time limit or a retry of its own; libs/test-kit/src/patience.ts has one for all';

/** Whether a test, a hook or a wait says how many milliseconds it gets. */
const hasOwnLimit = (code) =>
  /\b(timeout|testTimeout|hookTimeout|retry): [\d_]+\s*[,}]|^ *\}, [\d_]{4,}\);$/m.test(code);

export function* sourcesBelow(folder, pattern = /(?<!\.d)\.tsx?$/) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (SKIPPED.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sourcesBelow(path, pattern);
    else if (pattern.test(entry.name)) yield path;
  }
}

const list = (folder) => (existsSync(folder) ? readdirSync(folder) : []);
const toPath = (root, file) => relative(root, file).split(sep).join('/');
const isTest = (file) => /\.(test|test-suite)\.tsx?$/.test(file) || /[\\/]test[\\/]/.test(file);
const withoutComments = (text) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { problems, files } = checkSources(resolve(process.argv[2] ?? '.'));
  for (const problem of problems) console.error(problem);
  console.log(problems.length ? `${problems.length} problems` : `sources: ${files} files follow the rules`);
  process.exitCode = problems.length ? 1 : 0;
}
