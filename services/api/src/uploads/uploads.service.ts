import type { IncomingMessage } from 'node:http';
import type { Config } from '@longhand/config';
import type { Receipt } from '@longhand/contracts';
import { AppError } from '@longhand/core';
import type { Database } from '@longhand/db';
import type { Logger } from '@longhand/log';
import { Inject, Injectable } from '@nestjs/common';
import { toReceipt } from '../batches/batch-view.js';
import { CONFIG, DATABASE, LOG } from '../deps.js';
import { batchNotFound } from '../http/not-found.js';
import { AcceptFileService, type UploadAct } from './accept-file.service.js';
import { FormFingerprint } from './form-fingerprint.js';
import { MetadataBook } from './metadata-book.js';
import { parseMetadata } from './parse-metadata.js';
import { boundaryOf, type MultipartPart, readMultipart } from './read-multipart.js';
import { readRequestBody } from './read-request-body.js';
import { ReceiptBook } from './receipt-book.js';
import { safeFileName } from './safe-file-name.js';
import { UploadActivityService } from './upload-activity.service.js';
import { UploadTurnsService } from './upload-turns.service.js';

export interface IncomingUpload {
  request: IncomingMessage;
  tenantId: string;
  idempotencyKey: string | undefined;
  /** Makes or finds the batch, and writes it into the audit with it. */
  open(idempotencyKey: string | undefined): Promise<{ id: string; isNew: boolean }>;
}

interface OpenBatch {
  id: string;
  /**
   * Undefined when this upload was already received whole: its parts are read past, and must be the
   * same.
   */
  act: UploadAct | undefined;
  /** What the whole form held that the batch came of. */
  contentHash?: string;
}

/**
 * Takes one upload from its first byte to its receipt. Nothing of it is held in memory but the
 * metadata.
 */
@Injectable()
export class UploadsService {
  private readonly keysInFlight = new Set<string>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly db: Database,
    @Inject(AcceptFileService) private readonly files: AcceptFileService,
    @Inject(UploadActivityService) private readonly activity: UploadActivityService,
    @Inject(UploadTurnsService) private readonly turns: UploadTurnsService,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /**
   * @throws AppError `upload.*` or `metadata.*`; files that were accounted for by then stay in the
   * batch
   */
  async receive(upload: IncomingUpload): Promise<Receipt> {
    const key = upload.idempotencyKey && `${upload.tenantId} ${upload.idempotencyKey}`;
    if (!key) return this.receiveOnce(upload);
    if (this.keysInFlight.has(key)) {
      const message = 'An upload with this Idempotency-Key is still arriving. Wait for its answer.';
      throw new AppError('upload.in_progress', message);
    }
    this.keysInFlight.add(key);
    try {
      return await this.receiveOnce(upload);
    } finally {
      this.keysInFlight.delete(key);
    }
  }

  private async receiveOnce(upload: IncomingUpload): Promise<Receipt> {
    const { tenantId, request } = upload;
    const boundary = boundaryOf(request.headers['content-type']);
    const metadata = new MetadataBook();
    const fingerprint = new FormFingerprint();
    let batch: OpenBatch | undefined;
    try {
      for await (const sent of readMultipart(readRequestBody(request, this.config.upload.maxBatchBytes), boundary)) {
        const part = fingerprint.watch(sent);
        if (isMetadata(part)) {
          metadata.set(await parseMetadata(part.body));
          continue;
        }
        batch ??= await this.openBatch(upload, metadata);
        const { act, id } = batch;
        if (act) await this.activity.during({ tenantId, batchId: id }, () => this.acceptPart(act, part, metadata));
        // What nobody read of the part counts as well.
        for await (const _ of part.body);
      }
    } catch (error) {
      if (batch) await this.endBroken(upload, batch.id);
      throw error;
    }
    if (!batch) throw new AppError('upload.no_files', 'The form contains no file. Send files in parts named "files".');
    const batchId = batch.id;
    if (batch.act) {
      for (const [documentId, fields] of metadata.late())
        await this.turns.run(() => this.db.documents.patch(tenantId, documentId, fields));
      const contentHash = fingerprint.digest();
      await this.turns.run(() => this.db.batches.markReceived(tenantId, batchId, contentHash));
    } else if (batch.contentHash !== fingerprint.digest()) throw keyReused(upload.idempotencyKey);
    const received = await this.turns.run(() => this.db.batches.get(tenantId, batchId));
    if (!received) throw batchNotFound();
    return toReceipt(received);
  }

  /**
   * Without a key nobody can send the rest of a batch any more: what it has is all that it gets,
   * and those who watch it see an end.
   */
  private async endBroken({ tenantId, idempotencyKey }: IncomingUpload, batchId: string): Promise<void> {
    if (idempotencyKey) return;
    await this.db.batches
      .markReceived(tenantId, batchId)
      .catch((error) => this.log.warn({ err: error, batchId }, 'could not close a broken upload'));
  }

  private async openBatch(
    { tenantId, idempotencyKey, open }: IncomingUpload,
    metadata: MetadataBook,
  ): Promise<OpenBatch> {
    const { id, isNew } = await this.turns.run(() => open(idempotencyKey));
    const arrival = isNew ? undefined : await this.turns.run(() => this.db.batches.arrival(tenantId, id));
    if (arrival?.state === 'received') return { id, act: undefined, ...arrival };
    const earlier = isNew ? undefined : await this.turns.run(() => this.db.batches.get(tenantId, id));
    const owner = { tenantId, batchId: id };
    const { maxFiles } = this.config.upload;
    const receipt = new ReceiptBook(this.db, this.turns, owner, { maxFiles, earlier: earlier?.files ?? [] });
    return {
      id,
      act: { receipt, metadataOf: (name) => metadata.of(name), onAccepted: (n, d) => metadata.accepted(n, d) },
    };
  }

  private async acceptPart(act: UploadAct, part: MultipartPart, metadata: MetadataBook): Promise<void> {
    const { name, isChanged, isUnsafe } = safeFileName(part.fileName);
    metadata.beginFile(name, part.fileName);
    await this.files.acceptFile(act, { name, content: part.body, isRenamed: isChanged, isUnsafelyNamed: isUnsafe });
  }
}

const keyReused = (key: string | undefined) =>
  new AppError(
    'upload.key_reused',
    `The Idempotency-Key "${key}" belongs to a complete upload of other files. None of these files was accepted. ` +
      'Send them with a new key.',
  );

/**
 * Every other part has to be a file; its field name does not matter, so that no file is lost for
 * the name of a form field.
 */
function isMetadata(part: MultipartPart): boolean {
  if (part.field === 'metadata') return true;
  if (part.fileName !== undefined) return false;
  throw new AppError(
    'upload.unknown_field',
    'The form has a text field other than "metadata". Send each file as a file, with a name.',
  );
}
