import type { WaitingBatch, WaitingFile } from './waiting-files.js';

/** How far the files of one act are on their way to the server. */
export class UploadBatch {
  /** Why nothing moves just now; it goes on by itself. */
  waitsFor: string | undefined;
  /** Why it cannot go on. */
  failure: string | undefined;
  /** Whether the files are safe on this device when the page is closed. */
  isKept = true;

  private readonly files = new Map<number, WaitingFile>();
  private readonly sentOf = new Map<number, number>();
  private readonly taken = new Set<number>();
  private expected = { count: 0, bytes: 0 };
  private readonly startedAt = performance.now();
  private bytesAtStart: number | undefined;

  constructor(
    readonly record: WaitingBatch,
    files: readonly WaitingFile[],
  ) {
    for (const file of files) {
      this.add(file);
      if (file.isSent) this.progress(file.index, file.size);
    }
    this.expect(files.map(({ size }) => size));
  }

  /** Says how much will be added. */
  expect(sizes: readonly number[]): void {
    this.expected = { count: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
  }

  add(file: WaitingFile): void {
    this.files.set(file.index, file);
  }

  /** Takes over what another window of this browser has sent meanwhile. */
  takeOver(files: readonly WaitingFile[]): void {
    for (const { index, isSent } of files) {
      const mine = this.files.get(index);
      if (mine && isSent) mine.isSent = true;
    }
  }

  file(index: number): WaitingFile {
    const file = this.files.get(index);
    if (!file) throw new Error('no such file in this batch');
    return file;
  }

  /** The next file that nobody sends yet. */
  take(): WaitingFile | undefined {
    for (const file of this.files.values()) {
      if (file.isSent || this.taken.has(file.index)) continue;
      this.taken.add(file.index);
      return file;
    }
    return undefined;
  }

  release(index: number): void {
    this.taken.delete(index);
  }

  progress(index: number, bytes: number): void {
    this.sentOf.set(index, bytes);
  }

  fail(sentence: string): void {
    this.failure = sentence;
  }

  get isAllSent(): boolean {
    return this.record.isClosed && [...this.files.values()].every(({ isSent }) => isSent);
  }

  get isDone(): boolean {
    return this.record.isFinished || this.failure !== undefined;
  }

  get count(): number {
    return this.expected.count;
  }

  get countSent(): number {
    return [...this.files.values()].filter(({ isSent }) => isSent).length;
  }

  get bytes(): number {
    return this.expected.bytes;
  }

  get bytesSent(): number {
    let sum = 0;
    for (const bytes of this.sentOf.values()) sum += bytes;
    return sum;
  }

  /** 0 to 1. */
  get share(): number {
    return this.expected.bytes === 0 ? 1 : Math.min(1, this.bytesSent / this.expected.bytes);
  }

  /** From the pace since this page was opened; undefined while there is none. */
  get secondsLeft(): number | undefined {
    const sent = this.bytesSent;
    this.bytesAtStart ??= sent;
    const seconds = (performance.now() - this.startedAt) / 1000;
    const moved = sent - this.bytesAtStart;
    if (moved <= 0 || seconds < 2) return undefined;
    return ((this.expected.bytes - sent) * seconds) / moved;
  }
}
