import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { FoundFile } from '../client/list-files.js';

interface Line {
  path: string;
  sizeBytes: number;
  modifiedMs: number;
}

/**
 * What has been sent from a watched folder, kept on disk, so that a file is sent once however often
 * the watch is started again. A file that is changed later counts as a new one.
 */
export class SentFiles {
  private readonly folder: string;
  private readonly log: string;
  private readonly sent = new Set<string>();

  private constructor(folder: string, log: string) {
    this.folder = folder;
    this.log = log;
  }

  /** Reads what earlier watches of the folder kept below `dataDir`. */
  static async open(dataDir: string, folder: string): Promise<SentFiles> {
    const name = createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16);
    const files = new SentFiles(resolve(folder), join(dataDir, 'watch', `${name}.jsonl`));
    const text = await readFile(files.log, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    // What follows the last line break was cut off by a crash: that file is sent again, and found
    // to be a duplicate.
    for (const line of text.split('\n').slice(0, -1)) files.sent.add(line);
    return files;
  }

  has(file: FoundFile): boolean {
    return this.sent.has(this.lineOf(file));
  }

  async add(files: readonly FoundFile[]): Promise<void> {
    const lines = files.map((file) => this.lineOf(file));
    await mkdir(dirname(this.log), { recursive: true, mode: 0o700 });
    await appendFile(this.log, lines.map((line) => `${line}\n`).join(''), { mode: 0o600 });
    for (const line of lines) this.sent.add(line);
  }

  private lineOf({ path, sizeBytes, modifiedMs }: FoundFile): string {
    const line: Line = { path: relative(this.folder, resolve(path)), sizeBytes, modifiedMs };
    return JSON.stringify(line);
  }
}
