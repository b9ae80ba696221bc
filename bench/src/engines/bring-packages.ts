import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Other people's engines, which Longhand itself does not carry: licences Apache-2.0 and MIT. */
const PACKAGES = {
  'tesseract.js': '7.0.0',
  '@tesseract.js-data/eng': '1.0.0',
  '@tesseract.js-data/fra': '1.0.0',
  '@gutenye/ocr-node': '1.4.8',
} as const;

/**
 * Installs the packages of the other engines into a folder of the user's cache, once, without
 * running their scripts (one would download libraries for CUDA). Returns the folder's
 * `node_modules`.
 */
export async function bringPackages(log: (line: string) => void): Promise<string> {
  const folder = join(homedir(), '.cache', 'longhand', 'bench-engines');
  const manifest = `${JSON.stringify({ private: true, dependencies: PACKAGES }, null, 2)}\n`;
  const done = join(folder, 'installed');
  const installed = await readFile(done, 'utf8').catch(() => '');
  if (installed !== manifest) {
    log('bringing tesseract.js and PP-OCRv4 (once) ...');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'package.json'), manifest);
    await promisify(execFile)('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder });
    await writeFile(done, manifest);
  }
  return join(folder, 'node_modules');
}
