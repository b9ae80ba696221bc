import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { checkNames } from './check-names.mjs';

let root;

function tree(files) {
  root = mkdtempSync(join(tmpdir(), 'longhand-names-'));
  const all = {
    'package.json': JSON.stringify({ workspaces: ['libs/*', 'web'] }),
    'libs/core/package.json': '{}',
    'libs/db/package.json': '{}',
    'web/package.json': '{}',
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

afterEach(() => rmSync(root, { recursive: true, force: true }));

it('refuses a name that two files declare, whatever its kind', () => {
  const files = {
    'libs/core/src/a.ts': 'export interface Reading {}\nexport async function readPage() {}\n',
    'libs/db/src/b.ts': 'export type Reading = string;\nexport const readPage = 1;\n',
  };
  expect(checkNames(tree(files), {})).toEqual([
    'Reading is declared in libs/core/src/a.ts and libs/db/src/b.ts: rename or merge (docs/glossary.md)',
    'readPage is declared in libs/core/src/a.ts and libs/db/src/b.ts: rename or merge (docs/glossary.md)',
  ]);
});

it('lets pass re-exports, tests, a type beside its constant, and the types of the API under their own names', () => {
  const files = {
    'libs/core/src/a.ts': 'export const Box = 1;\nexport type Box = number;\n',
    'libs/core/src/index.ts': "export { Box } from './a.js';\n",
    'libs/core/src/a.test.ts': 'export const Box = 2;\n',
    'libs/core/src/testing/b.ts': 'export const Box = 3;\n',
    'web/src/c.ts': "export type Box = Schemas['Box'];\n",
  };
  expect(checkNames(tree(files), {})).toEqual([]);
});

it('knows the names that are shared on purpose, and those that no longer are', () => {
  const files = {
    'libs/core/src/a.ts': 'export const open = 1;\n',
    'libs/db/src/b.ts': 'export const open = 2;\n',
  };
  expect(checkNames(tree(files), { open: 'one stands in for the other', gone: 'once' })).toEqual([
    'tools/check-names.mjs: gone is declared only once; take it off the list',
  ]);
});
