import type { Config } from '@longhand/config';
import type { FileMetadata } from '@longhand/contracts';
import { AppError, type MediaType } from '@longhand/core';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '../deps.js';
import { checkFileHead } from './check-file-head.js';
import { CountedContent } from './counted-content.js';
import { FileRefusal } from './file-refusal.js';
import { limitBytes } from './limit-bytes.js';
import { peekBytes } from './peek-bytes.js';
import { openArchive } from './read-archive.js';
import type { ReceiptBook } from './receipt-book.js';
import { withSpooledFile } from './spool-to-file.js';
import { StoreDocumentService } from './store-document.service.js';

export interface IncomingFile {
  /** As it is kept. */
  name: string;
  content: AsyncIterable<Buffer>;
  /** True when the name that was sent was another. */
  isRenamed: boolean;
  /** True when the name that was sent held a path or control characters. */
  isUnsafelyNamed?: boolean;
  /** Known beforehand for a file in an archive, which can be read only once. */
  sizeBytes?: number;
}

/** What the upload that a file belongs to knows and wants to know. */
export interface UploadAct {
  receipt: ReceiptBook;
  /** The number of a file that arrived in parts: it is counted for the quota already. */
  parkedNumber?: number;
  metadataOf(name: string): FileMetadata | undefined;
  onAccepted(name: string, documentId: string): void;
}

/** Enough for the type, and for the size of most images. */
const HEAD_BYTES = 64 * 1024;

const NAME_CLEANED =
  'The file name was too long or contained unprintable characters. The file was accepted under the name shown here.';
const NAME_UNSAFE = 'The file name contains a path or control characters. Rename the file and send it again.';

@Injectable()
export class AcceptFileService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(StoreDocumentService) private readonly documents: StoreDocumentService,
  ) {}

  /**
   * Takes one file of an upload and writes its line of the receipt (an archive: a line for each
   * file in it). Returns normally when the file was refused; throws when the upload as a whole
   * cannot go on.
   */
  async acceptFile(act: UploadAct, file: IncomingFile): Promise<void> {
    await this.writeLine(act, file, async (content) => {
      if (file.isUnsafelyNamed) throw new FileRefusal('file.name_unsafe', NAME_UNSAFE);
      const { head, whole } = await peekBytes(content, HEAD_BYTES);
      const mediaType = checkFileHead(head, this.config.page);
      if (mediaType === 'application/zip') await this.acceptArchive(act, file, whole);
      else await this.keep(act, { ...file, mediaType, counted: content, whole });
    });
  }

  private async acceptArchive(
    act: UploadAct,
    { name, isRenamed }: IncomingFile,
    content: AsyncIterable<Buffer>,
  ): Promise<void> {
    const { zip } = this.config;
    const tooLarge = () => new FileRefusal('archive.too_large', 'The ZIP archive is larger than allowed. Split it.');
    await withSpooledFile(limitBytes(content, zip.maxUnpackedBytes, tooLarge), async (path) => {
      const archive = await openArchive(path, zip);
      try {
        for (const { name: entry, sizeBytes } of archive.skipped) await act.receipt.skip(`${name}/${entry}`, sizeBytes);
        for (const entry of archive.entries) {
          await this.acceptEntry(act, { ...entry, name: `${name}/${entry.name}`, isRenamed });
        }
      } finally {
        archive.close();
      }
    });
  }

  private async acceptEntry(act: UploadAct, file: IncomingFile): Promise<void> {
    await this.writeLine(act, file, async (content) => {
      const { head, whole } = await peekBytes(content, HEAD_BYTES);
      const mediaType = checkFileHead(head, this.config.page);
      if (mediaType === 'application/zip') {
        const message = 'ZIP archives inside a ZIP archive are not opened. Send this one by itself.';
        throw new FileRefusal('archive.nested', message);
      }
      await this.keep(act, { ...file, mediaType, counted: content, whole });
    });
  }

  private async keep(act: UploadAct, file: CheckedFile): Promise<void> {
    const { name, mediaType, whole } = file;
    const warning = file.isRenamed ? { errorCode: 'file.name_cleaned', errorMessage: NAME_CLEANED } : {};
    const metadata = act.metadataOf(name);
    const { parkedNumber } = act;
    const stored = await this.documents.keep({
      ...act.receipt.owner,
      name,
      mediaType,
      content: whole,
      metadata,
      parkedNumber,
    });
    const kept = await act.receipt.settle(stored);
    const documentId = kept.status === 'accepted' ? kept.documentId : kept.duplicateOf;
    // What an interrupted upload had taken may still lack its fields: they came last, and never
    // arrived.
    if (kept.status === 'accepted' || act.receipt.hasTaken(documentId)) act.onAccepted(name, documentId);
    await act.receipt.add({ name, sizeBytes: file.counted.sizeBytes, ...kept, ...warning });
  }

  private async writeLine(
    act: UploadAct,
    file: IncomingFile,
    accept: (content: CountedContent) => Promise<void>,
  ): Promise<void> {
    act.receipt.checkRoom();
    const content = new CountedContent(file.content);
    try {
      await accept(content);
    } catch (error) {
      // Where the upload itself ends here, this file began to arrive and is owed its line all the
      // same.
      const isOwedLine =
        error instanceof FileRefusal || (error instanceof AppError && error.code.startsWith('upload.'));
      if (!isOwedLine) throw error;
      const end = error instanceof FileRefusal ? await this.readPast(file, content) : { error };
      await act.receipt.reject(file.name, file.sizeBytes ?? content.sizeBytes, error);
      if (end) throw end.error;
    }
  }

  /**
   * Reads the rest of a refused file, for its size and to get to the next one. Returns what ended
   * the upload meanwhile, if anything did.
   */
  private async readPast(file: IncomingFile, content: CountedContent): Promise<{ error: unknown } | undefined> {
    if (file.sizeBytes !== undefined) return undefined;
    try {
      await content.drain();
      return undefined;
    } catch (error) {
      return { error };
    }
  }
}

interface CheckedFile extends IncomingFile {
  mediaType: MediaType;
  counted: CountedContent;
  whole: AsyncIterable<Buffer>;
}
