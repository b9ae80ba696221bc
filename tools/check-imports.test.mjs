import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { checkImports } from './check-imports.mjs';
import { checkSources } from './check-sources.mjs';

let root;

const manifest = (dependencies = {}) =>
  JSON.stringify({ exports: { '.': { '@longhand/source': './src/index.ts' } }, dependencies });

function tree(files) {
  root = mkdtempSync(join(tmpdir(), 'longhand-imports-'));
  const all = {
    'package.json': JSON.stringify({ workspaces: ['libs/*', 'services/*', 'training'] }),
    'libs/queue/src/b.ts': 'export const b = 1;',
    ...Object.fromEntries(
      ['core', 'queue', 'db', 'log', 'test-kit'].flatMap((name) => [
        [`libs/${name}/package.json`, manifest()],
        [`libs/${name}/src/index.ts`, 'export {};'],
      ]),
    ),
    'libs/queue/package.json': manifest({ '@longhand/core': '*', bullmq: '6' }),
    'services/api/package.json': manifest({ '@longhand/core': '*' }),
    'services/api/src/index.ts': 'export {};',
    'services/ocr-worker/package.json': manifest(),
    'services/ocr-worker/src/index.ts': 'export {};',
    ...Object.fromEntries(
      ['bullmq', 'pg'].flatMap((name) => [
        [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '6.0.0', main: 'index.js' })],
        [`node_modules/${name}/index.js`, 'module.exports = {};'],
      ]),
    ),
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  mkdirSync(join(root, 'node_modules/@longhand'));
  for (const home of [
    'libs/core',
    'libs/queue',
    'libs/db',
    'libs/log',
    'libs/test-kit',
    'services/api',
    'services/ocr-worker',
  ])
    symlinkSync(join(root, home), join(root, 'node_modules/@longhand', home.split('/')[1]));
  return root;
}

afterEach(() => rmSync(root, { recursive: true, force: true }));

it('accepts what the rules allow', async () => {
  const allowed = tree({
    'libs/core/src/index.ts': "export * from './page/box.js';",
    'libs/core/src/page/box.ts': 'export type Box = 1; // import x from "pg"',
    'libs/core/src/segmentation/find.ts': "import type { Box } from '../page/box.js';",
    'libs/db/src/pages/save.ts': "import '../words/text.js';\nimport '../prisma.js';",
    'libs/db/src/words/text.ts': 'export {};',
    'libs/db/src/prisma.ts': 'export {};',
    'libs/db/src/index.ts': "import './pages/save.js';",
    'libs/queue/src/run.ts': "import { Worker } from 'bullmq';\nimport { join } from 'node:path';",
    'libs/queue/src/run.test.ts': "import { db } from '@longhand/test-kit';\nimport x from 'vitest'; process.env.X;",
  });
  expect((await checkImports(allowed)).problems).toEqual([]);
  expect(checkSources(allowed)).toEqual({ problems: [], files: 15 });
});

it.each([
  [
    'a rule of the core folders',
    'libs/core/src/page/a.ts',
    "import '../segmentation/b.js';",
    'core/page may import no folder',
  ],
  ['a dependency of the core', 'libs/core/src/a.ts', "import fs from 'node:fs';", 'core is pure'],
  [
    'an import upwards',
    'libs/queue/src/a.ts',
    "import { x } from '@longhand/api';",
    'imports services/api/src/index.ts: may import core',
  ],
  [
    'a service of a service',
    'services/api/src/a.ts',
    "export { x } from '@longhand/ocr-worker';",
    'imports services/ocr-worker/src/index.ts: may import core',
  ],
  ['a way out of the package', 'services/api/src/a.ts', "import '../../../libs/core/src/x.js';", 'leaves the package'],
  [
    'a package away from home',
    'services/api/src/a.ts',
    "const x = await import('bullmq');",
    'bullmq/index.js: belongs in queue',
  ],
  [
    'an undeclared package',
    'libs/queue/src/a.ts',
    "import pg from 'pg';",
    "pg/index.js: is not among this package's dependencies",
  ],
  [
    'an undeclared package of the workspace',
    'libs/queue/src/a.ts',
    "import '@longhand/log';",
    '@longhand/log is not among',
  ],
  ['its own door', 'libs/queue/src/a.ts', "import './index.js';", "the package's own index.ts is for others"],
  ['a rule of the folders of db', 'libs/db/src/words/a.ts', "import '../pages/b.js';", 'db/words may import no folder'],
  [
    'a rule of the folders of inference',
    'libs/inference/src/lines/a.ts',
    "import '../page/b.js';",
    'inference/lines may',
  ],
  ['a rule of the folders of training', 'training/src/runs/a.ts', "import '../commands/b.js';", 'training/runs may'],
  ['a shared file that reaches into a folder', 'libs/db/src/prisma.ts', "import './pages/b.js';", 'serves them all'],
  ['a door that is looked through', 'libs/db/src/pages/a.ts', "import '../open-database.js';", 'a door only looks in'],
  ['a folder without a row', 'libs/db/src/other/a.ts', "import '../prisma.js';", 'needs its row'],
])('reports %s', async (_, path, text, expected) => {
  const beside = Object.fromEntries(
    [
      'db/src/pages/b',
      'db/src/prisma',
      'db/src/open-database',
      'inference/src/page/b',
      'core/src/segmentation/b',
      'core/src/x',
    ]
      .map((file) => [`libs/${file}.ts`, 'export {};'])
      .concat([
        ['training/src/commands/b.ts', 'export {};'],
        ['libs/inference/package.json', manifest()],
        ['training/package.json', manifest()],
      ]),
  );
  const { problems } = await checkImports(tree({ ...beside, [path]: text }));
  expect(problems.length, problems.join('; ')).toBeGreaterThan(0);
  for (const problem of problems) expect(problem).toContain(`${path}: `);
  expect(problems.join('; ')).toContain(expected);
});

it('reports a cycle with its route', async () => {
  const { problems } = await checkImports(
    tree({
      'libs/queue/src/a.ts': "import './b.js';",
      'libs/queue/src/b.ts': "import './c.js';",
      'libs/queue/src/c.ts': "import './a.js';",
    }),
  );
  expect(problems.length).toBeGreaterThan(0);
  expect(problems[0]).toMatch(/a\.ts -> libs\/queue\/src\/b\.ts -> libs\/queue\/src\/c\.ts -> libs\/queue\/src\/a\.ts/);
});

it.each([
  ['the environment', 'services/api/src/a.ts', 'export const x = process.env.X;', 'reads process.env'],
  ['a long file', 'libs/queue/src/a.ts', 'x;\n'.repeat(301), '301 lines'],
  ['a long test', 'libs/queue/src/a.test.ts', 'x;\n'.repeat(501), '501 lines'],
  ['a long line', 'libs/queue/src/a.ts', `x;\n// ${'y'.repeat(118)}\n`, 'line 2 has 121 columns'],
  ['a long line of a test', 'libs/queue/src/a.test.ts', `// ${'y'.repeat(118)}\n`, 'line 1 has 121 columns'],
  ['a long line of a tool', 'tools/a.mjs', `// ${'y'.repeat(118)}\n`, 'line 1 has 121 columns'],
  ['a limit of its own', 'libs/queue/src/a.test.ts', "it('x', { timeout: 5_000 }, f);", 'a time limit or a retry'],
  ['a limit at its end', 'libs/queue/src/a.test.ts', "it('x', () => {\n}, 90_000);", 'a time limit or a retry'],
  ['an unknown package', 'libs/extra/package.json', '{}', 'not in tools/import-rules.mjs'],
  [
    'a dependency upwards',
    'libs/core/package.json',
    '{"dependencies":{"@longhand/db":"*"}}',
    'core may not depend on @longhand/db',
  ],
])('reports %s', (_, path, text, expected) => {
  const { problems } = checkSources(tree({ [path]: text }));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(path.replace('extra/package.json', 'extra'));
  expect(problems[0]).toContain(expected);
});
