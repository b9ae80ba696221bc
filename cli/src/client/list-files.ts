import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CliError } from '../cli-error.js';

export interface LocalFile {
  path: string;
  sizeBytes: number;
}

export interface FoundFile extends LocalFile {
  /** Of the last change, ms since 1970. */
  modifiedMs: number;
}

/**
 * The files that these words name; folders are searched through, in the order of their names. Hidden files and folders inside a named
 * folder are left out (`.DS_Store` is no record); one that is named itself is taken.
 * @throws CliError for a word that names nothing
 */
export async function listFiles(words: readonly string[]): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const word of words) {
    const info = await stat(word).catch(() => undefined);
    if (!info) throw new CliError(`${word}: there is no such file or folder, or it cannot be read.`);
    if (info.isDirectory()) found.push(...(await filesBelow(word)));
    else if (info.isFile()) found.push({ path: word, sizeBytes: info.size, modifiedMs: info.mtimeMs });
    else throw new CliError(`${word}: this is neither a file nor a folder.`);
  }
  return found;
}

async function filesBelow(folder: string): Promise<FoundFile[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter((entry) => !entry.name.startsWith('.'));
  const found: FoundFile[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    // A link to a folder is not followed: it could lead in a circle.
    if (entry.isDirectory()) found.push(...(await filesBelow(path)));
    else if (entry.isFile() || entry.isSymbolicLink()) {
      const info = await stat(path).catch(() => undefined);
      if (info?.isFile()) found.push({ path, sizeBytes: info.size, modifiedMs: info.mtimeMs });
    }
  }
  return found;
}
