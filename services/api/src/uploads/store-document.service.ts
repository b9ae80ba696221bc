import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Config } from '@longhand/config';
import { type FileMetadata, splitDocumentJob } from '@longhand/contracts';
import type { Creation, Database } from '@longhand/db';
import type { Logger } from '@longhand/log';
import { originalKey, type ObjectStore } from '@longhand/storage';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, DATABASE, LOG, RELAY, type RelayHandle, STORE } from '../deps.js';
import { FileRefusal } from './file-refusal.js';
import { limitBytes } from './limit-bytes.js';
import { UploadTurnsService } from './upload-turns.service.js';
import { AppError, type MediaType } from '@longhand/core';

export interface UploadedFile {
  tenantId: string;
  batchId: string;
  name: string;
  mediaType: MediaType;
  content: AsyncIterable<Buffer>;
  metadata: FileMetadata | undefined;
  /** Of a file that arrived in parts. */
  parkedNumber?: number | undefined;
}

export type StoredDocument =
  | { status: 'accepted'; documentId: string }
  | { status: 'duplicate'; duplicateOf: string; isSameBatch: boolean };

/**
 * Turns the bytes of one file into a document: object first, then the row, so that a row never
 * points at nothing.
 */
@Injectable()
export class StoreDocumentService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly db: Database,
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(RELAY) private readonly relay: RelayHandle,
    @Inject(UploadTurnsService) private readonly turns: UploadTurnsService,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /**
   * @throws FileRefusal `file.too_large`, `quota.*`, or whatever the content's source threw;
   *   nothing stays stored then
   */
  async keep(file: UploadedFile): Promise<StoredDocument> {
    const documentId = randomUUID();
    const key = originalKey(file.tenantId, documentId);
    const stored = await this.put(key, file).catch(async (error) => {
      await this.letGo(key);
      throw error;
    });
    const outcome = await this.createRow(file, { documentId, ...stored }).catch(async (error) => {
      if (!(await this.mayHaveRow(file.tenantId, documentId))) await this.letGo(key);
      throw isQuota(error) ? new FileRefusal(error.code, error.message) : error;
    });
    if (!outcome.created) {
      await this.letGo(key);
      return { status: 'duplicate', duplicateOf: outcome.duplicateOf, isSameBatch: outcome.isSameBatch };
    }
    this.relay.kick();
    return { status: 'accepted', documentId };
  }

  /**
   * A connection that ends during the commit leaves it open whether there is a row now: only when
   * there surely is none may the object go.
   */
  private async mayHaveRow(tenantId: string, documentId: string): Promise<boolean> {
    return this.db.documents.get(tenantId, documentId).then(
      (document) => document !== undefined,
      () => true,
    );
  }

  /**
   * The outcome of the file is decided by then: an object that cannot be deleted must not change
   * it.
   */
  private async letGo(key: string): Promise<void> {
    await this.store
      .delete(key)
      .catch((error) => this.log.warn({ err: error }, 'an object without a record was left behind'));
  }

  private async put(key: string, { content, mediaType }: UploadedFile): Promise<{ sha256: string; sizeBytes: number }> {
    const tooLarge = () =>
      new FileRefusal('file.too_large', 'The file is larger than allowed. Split it, or save it at a lower resolution.');
    // The store may wrap what broke its source; the sender is owed the reason itself.
    let broken: { reason: unknown } | undefined;
    const watched = async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      try {
        yield* source;
      } catch (reason) {
        broken = { reason };
        throw reason;
      }
    };
    const limited = limitBytes(content, this.config.upload.maxFileBytes, tooLarge);
    try {
      return await this.store.put(key, Readable.from(watched(limited), { objectMode: false }), {
        contentType: mediaType,
      });
    } catch (error) {
      throw broken ? broken.reason : error;
    }
  }

  private createRow(
    file: UploadedFile,
    stored: { documentId: string; sha256: string; sizeBytes: number },
  ): Promise<Creation> {
    const { tenantId, batchId, name, mediaType, metadata, parkedNumber } = file;
    const row = {
      id: stored.documentId,
      batchId,
      name,
      title: metadata?.title ?? titleOf(name),
      recordDate: metadata?.recordDate,
      tags: metadata?.tags ?? [],
      sha256: stored.sha256,
      mediaType,
      sizeBytes: stored.sizeBytes,
    };
    const next = { contract: splitDocumentJob, payload: { tenantId, documentId: stored.documentId } };
    // The row has its id beforehand: asked again after a lost answer it is found, and no duplicate
    // of itself.
    return this.turns.run(() =>
      this.db.documents.createOnce(tenantId, row, next, { quota: this.config.quota, parkedNumber }),
    );
  }
}

const isQuota = (error: unknown): error is AppError => error instanceof AppError && error.code.startsWith('quota.');

/** Until a person gives a title, the file's name without its folder and ending is one. */
function titleOf(name: string): string {
  const base = name.slice(name.lastIndexOf('/') + 1);
  return base.replace(/\.[A-Za-z0-9]{1,8}$/, '') || base;
}
