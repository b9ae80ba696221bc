import { AppError } from '@longhand/core';
import type { Database } from '@longhand/db';
import type { StoredDocument } from './store-document.service.js';
import type { UploadTurnsService } from './upload-turns.service.js';

export interface ReceiptLine {
  name: string;
  sizeBytes: number;
  status: 'accepted' | 'duplicate' | 'rejected' | 'skipped';
  documentId?: string;
  duplicateOf?: string;
  errorCode?: string;
  errorMessage?: string;
}

type SettledFile = { status: 'accepted'; documentId: string } | { status: 'duplicate'; duplicateOf: string };

interface Owner {
  tenantId: string;
  batchId: string;
}

interface ReceiptPlaces {
  maxFiles: number;
  /**
   * Lines of the same batch from an upload that was interrupted and is now sent again: each is
   * replaced by the line at its place, except that a file which was taken the first time does not
   * become a duplicate of itself.
   */
  earlier: readonly ReceiptLine[];
  /** Where the lines begin in the receipt (0); `maxFiles` and `earlier` count from there. */
  first?: number;
}

/** Writes the receipt of one upload, a line for each file in the order in which they come. */
export class ReceiptBook {
  private position = 0;
  private readonly maxFiles: number;
  private readonly earlier: readonly ReceiptLine[];
  private readonly first: number;

  constructor(
    private readonly db: Database,
    private readonly turns: UploadTurnsService,
    readonly owner: Owner,
    { maxFiles, earlier, first = 0 }: ReceiptPlaces,
  ) {
    this.maxFiles = maxFiles;
    this.earlier = earlier;
    this.first = first;
  }

  /** Throws `upload.too_many_files` when the batch takes no further file. */
  checkRoom(): void {
    if (this.position < this.maxFiles) return;
    throw new AppError(
      'upload.too_many_files',
      `A batch can hold ${this.maxFiles} files. Send the rest in another batch.`,
    );
  }

  /** True for a document that the same batch took before its upload was interrupted. */
  hasTaken(documentId: string): boolean {
    return this.earlier.some((line) => line.status === 'accepted' && line.documentId === documentId);
  }

  /**
   * What the receipt says of a file. One whose document the same upload made before it ended, too
   * early for its line, was accepted; the same bytes twice in one upload are a duplicate.
   */
  async settle(stored: StoredDocument): Promise<SettledFile> {
    if (stored.status === 'accepted') return stored;
    const { duplicateOf, isSameBatch } = stored;
    const { tenantId, batchId } = this.owner;
    const isOwed =
      isSameBatch && !(await this.turns.run(() => this.db.batches.hasBrought(tenantId, batchId, duplicateOf)));
    return isOwed ? { status: 'accepted', documentId: duplicateOf } : { status: 'duplicate', duplicateOf };
  }

  async add(line: ReceiptLine): Promise<void> {
    const position = this.position++;
    const before = this.earlier[position];
    if (before?.status === 'accepted' && before.documentId === line.duplicateOf) return;
    await this.turns.run(() =>
      this.db.batches.addFile(this.owner.tenantId, this.owner.batchId, { position: this.first + position, ...line }),
    );
  }

  /** Adds the line of a file that a system made and nobody meant to send. */
  async skip(name: string, sizeBytes: number): Promise<void> {
    await this.add({ name, sizeBytes, status: 'skipped' });
  }

  /** Adds the line of a file that was not taken. */
  async reject(name: string, sizeBytes: number, { code, message }: AppError): Promise<void> {
    await this.add({ name, sizeBytes, status: 'rejected', errorCode: code, errorMessage: message });
  }
}
