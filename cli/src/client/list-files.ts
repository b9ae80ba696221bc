import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemFile } from '@longhand/core';
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
 * The files that these words name; folders are searched through, in the order of their names.
 * Hidden files and folders inside a named folder, and the files of systems there, are left out
 * (`.DS_Store` and `Thumbs.db` are no records); one that is named itself is taken.
 * @param onSkipped hears of each file and folder of a system
 * @throws CliError for a word that names nothing
 */
export async function listFiles(
  words: readonly string[],
  onSkipped: (path: string) => void = () => {},
): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const word of words) {
    const info = await stat(word).catch(() => undefined);
    if (!info) throw new CliError(`${word}: no such file or folder, or no permission to read it.`);
    if (info.isDirectory()) found.push(...(await filesBelow(word, onSkipped)));
    else if (info.isFile()) found.push({ path: word, sizeBytes: info.size, modifiedMs: info.mtimeMs });
    else throw new CliError(`${word} is neither a file nor a folder.`);
  }
  return found;
}

async function filesBelow(folder: string, onSkipped: (path: string) => void): Promise<FoundFile[]> {
  const all = await readdir(folder, { withFileTypes: true });
  const ofSystem = all.filter(({ name }) => isSystemFile(name) || isSystemFile(`${name}/x`));
  for (const { name } of ofSystem) onSkipped(join(folder, name));
  const entries = all.filter((entry) => !entry.name.startsWith('.') && !ofSystem.includes(entry));
  const found: FoundFile[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    // A link to a folder is not followed: it could lead in a circle.
    if (entry.isDirectory()) found.push(...(await filesBelow(path, onSkipped)));
    else if (entry.isFile() || entry.isSymbolicLink()) {
      const info = await stat(path).catch(() => undefined);
      if (info?.isFile()) found.push({ path, sizeBytes: info.size, modifiedMs: info.mtimeMs });
    }
  }
  return found;
}
