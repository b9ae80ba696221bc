import { basename } from 'node:path';
import type { FoundFile } from '../client/list-files.js';

/** Names that programs give to files which they have not finished. */
const unfinished = /(^~|~$|\.(part|partial|tmp|temp|crdownload|download|filepart|swp)$)/i;

interface Look {
  sizeBytes: number;
  modifiedMs: number;
  /** Since when it has looked like this. */
  sinceMs: number;
}

/**
 * Tells files that are finished from those that are still being written: a file is finished when
 * its size and time have not changed for a while, from look to look. (Its time alone does not say
 * it: a copy may carry the time of its source from its first byte on.)
 */
export class SettledFiles {
  private readonly settleMs: number;
  private looks = new Map<string, Look>();

  constructor(settleMs: number) {
    this.settleMs = settleMs;
  }

  /** Whether the name says that the file is not finished. */
  static isUnfinished(path: string): boolean {
    return unfinished.test(basename(path));
  }

  /** The finished ones of all files that are in the folder at the moment `nowMs`. */
  look(files: readonly FoundFile[], nowMs: number): FoundFile[] {
    const looks = new Map<string, Look>();
    for (const { path, sizeBytes, modifiedMs } of files) {
      const before = this.looks.get(path);
      const isSame = before?.sizeBytes === sizeBytes && before.modifiedMs === modifiedMs;
      looks.set(path, { sizeBytes, modifiedMs, sinceMs: isSame ? before.sinceMs : nowMs });
    }
    this.looks = looks;
    return files.filter(({ path, sizeBytes }) => {
      const since = looks.get(path)?.sinceMs ?? nowMs;
      return sizeBytes > 0 && !SettledFiles.isUnfinished(path) && nowMs - since >= this.settleMs;
    });
  }
}
