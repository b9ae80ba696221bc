#!/usr/bin/env node
// Documents name only files that exist: every relative link, and every path in backquotes that
// begins like one of ours, in README.md, CONTRIBUTING.md and docs/. Needs no install: node
// tools/check-docs.mjs [root]. Exit code 1 and one line per problem.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const LINK = /\]\((?!https?:|mailto:|#)([^)\s]+)\)/g;
const QUOTED = /`([^`\s]+)`/g;
const OURS = /^(\.ci|bench|cli|deploy|docs|libs|models|prisma|samples|services|test|tools|training|web)\//;

/** @returns {string[]} one line per name that leads nowhere */
export function checkDocs(root) {
  return documentsOf(root).flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const links = [...text.matchAll(LINK)].map(([, target]) => [target, resolve(dirname(file), target.split('#')[0])]);
    const paths = [...text.matchAll(QUOTED)]
      .filter(([, path]) => OURS.test(path) && !/[*<>{}…]/.test(path))
      .map(([, path]) => [path, join(root, path.replace(/:\d+$/, ''))]);
    return [...links, ...paths]
      .filter(([, path]) => !existsSync(path))
      .map(([name]) => `${relative(root, file)}: ${name} does not exist`);
  });
}

function documentsOf(root) {
  const below = (folder) =>
    existsSync(folder)
      ? readdirSync(folder, { withFileTypes: true, recursive: true })
          .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
          .map((entry) => join(entry.parentPath, entry.name))
      : [];
  return [
    ...['README.md', 'CONTRIBUTING.md'].map((name) => join(root, name)).filter(existsSync),
    ...below(join(root, 'docs')),
  ];
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const problems = checkDocs(resolve(process.argv[2] ?? '.'));
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length ? 1 : 0;
}
