import type { WaitingBatch, WaitingFile } from './waiting-files.js';

const spilt = new Map<string, Blob>();
const placeOf = (batch: string, index: number) => `${batch}/${index}`;

/**
 * Stands in for the browser's database where it keeps nothing or is full: the files live as long as
 * the page.
 */
export class MemoryFiles {
  private readonly records = new Map<string, WaitingBatch>();
  private readonly facts = new Map<string, WaitingFile>();

  /** Keeps one content for which the database had no room. */
  static spill({ batch, index }: WaitingFile, content: Blob): void {
    spilt.set(placeOf(batch, index), content);
  }

  /** @returns a content that was spilt */
  static spiltContent(batch: string, index: number): Blob | undefined {
    return spilt.get(placeOf(batch, index));
  }

  async batches(owner: string): Promise<WaitingBatch[]> {
    return [...this.records.values()].filter((batch) => batch.owner === owner);
  }

  async files(batch: string): Promise<WaitingFile[]> {
    return [...this.facts.values()].filter((file) => file.batch === batch);
  }

  async content(batch: string, index: number): Promise<Blob | undefined> {
    return spilt.get(placeOf(batch, index));
  }

  async putBatch(batch: WaitingBatch): Promise<void> {
    this.records.set(batch.key, batch);
  }

  async addFile(file: WaitingFile, content: Blob): Promise<void> {
    this.facts.set(placeOf(file.batch, file.index), file);
    MemoryFiles.spill(file, content);
  }

  async settle(file: WaitingFile): Promise<void> {
    this.facts.set(placeOf(file.batch, file.index), file);
    spilt.delete(placeOf(file.batch, file.index));
  }

  async forget(batch: string): Promise<void> {
    this.records.delete(batch);
    for (const [place, file] of this.facts) if (file.batch === batch) this.facts.delete(place);
  }
}
