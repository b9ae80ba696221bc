import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for files that a test makes; `put` gives the path of each. */
export function tempFiles(): { put(bytes: Uint8Array | string): string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'longhand-test-'));
  let count = 0;
  return {
    put(bytes) {
      const path = join(folder, `file-${count++}`);
      writeFileSync(path, bytes);
      return path;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
