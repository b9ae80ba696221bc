#!/usr/bin/env node
// Lints training/pytorch with ruff (its WebAssembly build, so that nothing but npm is needed).
// `node tools/check-python.mjs [folder]`. Exit code 1 and one line per problem.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ruffModule from '@astral-sh/ruff-wasm-nodejs';

const { PositionEncoding, Workspace } = ruffModule;

const SETTINGS = {
  'line-length': 120,
  'target-version': 'py310',
  // Errors, unused names, likely bugs, old idioms. Left out: the length of lines (rows of numbers),
  // defaults that are computed once on purpose, and zip without strict.
  lint: { select: ['E', 'W', 'F', 'B', 'UP'], ignore: ['E501', 'B008', 'B905'] },
};

/** @returns {{ problems: string[], files: number }} */
export function checkPython(folder) {
  const ruff = new Workspace(SETTINGS, PositionEncoding.Utf16);
  const names = readdirSync(folder).filter((name) => name.endsWith('.py'));
  const problems = names.flatMap((name) =>
    ruff
      .check(readFileSync(join(folder, name), 'utf8'))
      .sort((a, b) => a.start_location.row - b.start_location.row)
      .map(({ code, message, start_location: { row } }) => `${name}:${row}: ${code ?? 'syntax'} ${message}`),
  );
  return { problems, files: names.length };
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { problems, files } = checkPython(resolve(process.argv[2] ?? 'training/pytorch'));
  for (const problem of problems) console.error(problem);
  console.log(problems.length ? `${problems.length} problems` : `python: ${files} files follow the rules`);
  process.exitCode = problems.length ? 1 : 0;
}
