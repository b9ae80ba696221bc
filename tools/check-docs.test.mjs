import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkDocs } from './check-docs.mjs';

it('reports links and paths that lead nowhere, and nothing else', () => {
  const root = mkdtempSync(join(tmpdir(), 'longhand-docs-'));
  try {
    mkdirSync(join(root, 'docs/decisions'), { recursive: true });
    mkdirSync(join(root, 'libs'));
    writeFileSync(join(root, 'libs/real.ts'), '');
    writeFileSync(
      join(root, 'README.md'),
      '[a](docs/a.md) [b](docs/b.md) [web](https://x.example/y) `libs/real.ts:12` `libs/gone.ts` `npm test` ' +
        '`libs/*/src`',
    );
    writeFileSync(join(root, 'docs/a.md'), '[up](../README.md#part) [gone](../LICENCE)');
    expect(checkDocs(root)).toEqual([
      'README.md: docs/b.md does not exist',
      'README.md: libs/gone.ts does not exist',
      'docs/a.md: ../LICENCE does not exist',
    ]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
