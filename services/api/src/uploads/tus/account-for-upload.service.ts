import type { Config } from '@longhand/config';
import { type FileMetadata, fileMetadataSchema } from '@longhand/contracts';
import { AppError } from '@longhand/core';
import type { Database } from '@longhand/db';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, DATABASE } from '../../deps.js';
import { AcceptFileService } from '../accept-file.service.js';
import type { FileRefusal } from '../file-refusal.js';
import { ReceiptBook } from '../receipt-book.js';
import { UploadTurnsService } from '../upload-turns.service.js';
import { safeFileName } from '../safe-file-name.js';
import { parseUploadMetadata } from './tus-headers.js';
import type { AboutUpload, UploadParts, UploadPlace } from './upload-parts.js';

/** Lines of a receipt are numbered with 31 bits. */
const MAX_POSITIONS = 2 ** 31 - 1;

/**
 * Brings a file that has arrived in parts to the door that every file goes through, and writes its
 * lines of the receipt. The lines stand at places that follow from the file's number, so that doing
 * it twice gives the same receipt.
 */
@Injectable()
export class AccountForUploadService {
  private readonly underWay = new Map<string, Promise<void>>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly db: Database,
    @Inject(AcceptFileService) private readonly files: AcceptFileService,
    @Inject(UploadTurnsService) private readonly turns: UploadTurnsService,
  ) {}

  /**
   * Takes the file in; afterwards its parts are gone. Callers that come while it is under way wait
   * for the same end.
   */
  async accept(place: UploadPlace, about: AboutUpload, parts: UploadParts): Promise<void> {
    const key = `${place.batchId}/${place.index}`;
    const work =
      this.underWay.get(key) ?? this.acceptOnce(place, about, parts).finally(() => this.underWay.delete(key));
    this.underWay.set(key, work);
    await work;
  }

  async refuse(place: UploadPlace, name: string, sizeBytes: number, refusal: FileRefusal): Promise<void> {
    const receipt = await this.receiptFor(place);
    await receipt.reject(safeFileName(name).name, sizeBytes, refusal);
  }

  private async acceptOnce(place: UploadPlace, about: AboutUpload, parts: UploadParts): Promise<void> {
    // Whoever waited at the door meanwhile may come late.
    if ((await parts.about(place))?.isAccounted) return;
    const { name, isChanged, isUnsafe } = safeFileName(about.name);
    const fields = fieldsOf(parseUploadMetadata(about.metadata));
    const receipt = await this.receiptFor(place);
    await this.files.acceptFile(
      { receipt, metadataOf: () => fields, onAccepted: () => undefined, parkedNumber: place.index },
      {
        name,
        content: parts.content(place),
        isRenamed: isChanged,
        isUnsafelyNamed: isUnsafe,
        sizeBytes: about.sizeBytes,
      },
    );
    await parts.close(place, about);
    await this.turns.run(() => this.db.usage.unpark(place.tenantId, place.batchId, place.index));
  }

  private async receiptFor({ tenantId, batchId, index }: UploadPlace): Promise<ReceiptBook> {
    const stride = Math.min(this.config.zip.maxEntries + 1, Math.floor(MAX_POSITIONS / this.config.upload.maxFiles));
    const first = index * stride;
    const lines = await this.turns.run(() => this.db.batches.lines(tenantId, batchId, first, first + stride));
    const earlier: typeof lines = [];
    for (const line of lines) earlier[line.position - first] = line;
    return new ReceiptBook(this.db, this.turns, { tenantId, batchId }, { maxFiles: stride, earlier, first });
  }
}

/**
 * Title, date and tags from the metadata of an upload; tags are separated by line ends. @throws
 * AppError metadata.invalid
 */
export function fieldsOf(sent: ReadonlyMap<string, string>): FileMetadata {
  const tags = sent.get('tags');
  const parsed = fileMetadataSchema.safeParse({
    title: sent.get('title'),
    recordDate: sent.get('recordDate'),
    tags: tags?.split('\n'),
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError(
    'metadata.invalid',
    `The Upload-Metadata is not valid: ${issue.path.join('.')}: ${issue.message}.`,
  );
}
