import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { checkPython } from './check-python.mjs';

let folder;
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('names file, line and rule of what is wrong, and nothing else', () => {
  folder = mkdtempSync(join(tmpdir(), 'longhand-python-'));
  writeFileSync(join(folder, 'good.py'), 'import os\n\nprint(os.sep)\n');
  writeFileSync(join(folder, 'unused.py'), 'import os\nimport sys\n\nprint(sys.argv, nothing)\n');
  writeFileSync(join(folder, 'notes.txt'), 'import os\n');
  expect(checkPython(folder)).toEqual({
    files: 2,
    problems: ['unused.py:1: F401 `os` imported but unused', 'unused.py:4: F821 Undefined name `nothing`'],
  });
});
