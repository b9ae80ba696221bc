import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { checkImports } from './check-imports.mjs';

let root;

function tree(files) {
  root = mkdtempSync(join(tmpdir(), 'longhand-imports-'));
  const all = {
    'package.json': JSON.stringify({ workspaces: ['libs/*', 'services/*', 'training'] }),
    'libs/core/package.json': '{}',
    'libs/queue/package.json': JSON.stringify({ dependencies: { '@longhand/core': '*', bullmq: '6' } }),
    'services/api/package.json': JSON.stringify({ dependencies: { '@longhand/core': '*' } }),
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

afterEach(() => rmSync(root, { recursive: true, force: true }));

it('accepts what the rules allow', () => {
  const { problems, files } = checkImports(
    tree({
      'libs/core/src/index.ts': "export * from './page/box.js';",
      'libs/core/src/page/box.ts': 'export type Box = 1; // import x from "pg"',
      'libs/core/src/segmentation/find.ts': "import type { Box } from '../page/box.js';",
      'libs/queue/src/run.ts': "import { Worker } from 'bullmq';\nimport { join } from 'node:path';",
      'libs/queue/src/run.test.ts': "import { db } from '@longhand/test-kit';\nimport x from 'vitest'; process.env.X;",
    }),
  );
  expect(problems).toEqual([]);
  expect(files).toBe(5);
});

it.each([
  [
    'a rule of the core folders',
    'libs/core/src/page/a.ts',
    "import '../segmentation/b.js';",
    'core/page may not import core/segmentation',
  ],
  ['a dependency of the core', 'libs/core/src/a.ts', "import fs from 'node:fs';", 'core is pure'],
  ['an import upwards', 'libs/queue/src/a.ts', "import { x } from '@longhand/api';", 'queue may not import api'],
  [
    'a service of a service',
    'services/api/src/a.ts',
    "export { x } from '@longhand/ocr-worker';",
    'api may not import ocr-worker',
  ],
  ['a deep import', 'services/api/src/a.ts', "import '@longhand/core/dist/x.js';", 'reaches into a package'],
  ['a way out of the package', 'services/api/src/a.ts', "import '../../../libs/core/src/x.js';", 'leaves the package'],
  ['a package away from home', 'services/api/src/a.ts', "const x = await import('bullmq');", 'bullmq belongs in queue'],
  ['an undeclared package', 'libs/queue/src/a.ts', "import pg from 'pg';", 'pg is not among'],
  [
    'an undeclared package of the workspace',
    'libs/queue/src/a.ts',
    "import '@longhand/log';",
    '@longhand/log is not among',
  ],
  ['the environment', 'services/api/src/a.ts', 'export const x = process.env.X;', 'reads process.env'],
  ['its own door', 'libs/queue/src/a.ts', "import './index.js';", "package's own door"],
  ['a missing ending', 'libs/queue/src/a.ts', "import './b';", 'must end in .js'],
  ['a long file', 'libs/queue/src/a.ts', 'x;\n'.repeat(301), '301 lines'],
  ['a long test', 'libs/queue/src/a.test.ts', 'x;\n'.repeat(501), '501 lines'],
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
  const { problems } = checkImports(tree({ [path]: text }));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(path.replace('extra/package.json', 'extra'));
  expect(problems[0]).toContain(expected);
});

it('reports a cycle with its route', () => {
  const { problems } = checkImports(
    tree({
      'libs/queue/src/a.ts': "import './b.js';",
      'libs/queue/src/b.ts': "import './c.js';",
      'libs/queue/src/c.ts': "import './a.js';",
    }),
  );
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(
    /import cycle libs\/queue\/src\/a\.ts -> libs\/queue\/src\/b\.ts -> libs\/queue\/src\/c\.ts -> libs\/queue\/src\/a\.ts/,
  );
});
