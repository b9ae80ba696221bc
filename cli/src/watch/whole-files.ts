import { isWholeFile } from '@longhand/image-io';
import type { FoundFile } from '../client/list-files.js';

/**
 * A file that is not whole is waited for so long after its last change; then it is sent as it is,
 * and its receipt says what is wrong with it.
 */
const maxWaitMs = 10 * 60_000;

/**
 * Tells whole files from those whose end has not come yet: a scanner may pause for minutes in the
 * middle of a file, so that its size and time alone do not tell. A file is looked into again only
 * when it has changed.
 */
export class WholeFiles {
  private readonly waitMs: number;
  private readonly note: (text: string) => void;
  /** What is not whole, by its path. */
  private readonly waiting = new Map<string, { look: string; sinceMs: number }>();

  constructor(note: (text: string) => void, waitMs = maxWaitMs) {
    this.note = note;
    this.waitMs = waitMs;
  }

  /** Whether a file stays behind, at a moment `nowMs` of any clock, because its end is missing. */
  async isWaitedFor(file: FoundFile, nowMs: number): Promise<boolean> {
    const look = `${file.sizeBytes} ${file.modifiedMs}`;
    const known = this.waiting.get(file.path);
    if (known?.look === look) return nowMs - known.sinceMs < this.waitMs;
    // What cannot be read is sent, and refused by name there.
    if (await isWholeFile(file.path).catch(() => true)) {
      this.waiting.delete(file.path);
      return false;
    }
    if (!known) this.note(`${file.path} is not complete yet: waiting for the rest.`);
    this.waiting.set(file.path, { look, sinceMs: nowMs });
    return true;
  }

  /** Whether a file that came before the watch began is still to be waited for, by its own time. */
  isRecent(file: FoundFile): boolean {
    return Date.now() - file.modifiedMs < this.waitMs;
  }
}
