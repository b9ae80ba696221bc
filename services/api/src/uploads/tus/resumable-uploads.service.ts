import type { IncomingMessage } from 'node:http';
import type { Config } from '@longhand/config';
import type { Receipt } from '@longhand/contracts';
import { AppError } from '@longhand/core';
import type { Database, TenantParts } from '@longhand/db';
import type { ObjectStore } from '@longhand/storage';
import { Inject, Injectable } from '@nestjs/common';
import { toReceipt } from '../../batches/batch-view.js';
import { CONFIG, DATABASE, STORE } from '../../deps.js';
import { batchNotFound } from '../../http/not-found.js';
import { FileRefusal } from '../file-refusal.js';
import { safeFileName } from '../safe-file-name.js';
import { UploadActivityService } from '../upload-activity.service.js';
import { AccountForUploadService, fieldsOf } from './account-for-upload.service.js';
import { receivePart } from './receive-part.js';
import { OnePartAtATime } from './one-part-at-a-time.js';
import { byteCountOf, parseChecksum, parseUploadMetadata } from './tus-headers.js';
import { type AboutUpload, type UploadPlace, UploadParts } from './upload-parts.js';

export interface UploadState {
  offset: number;
  length: number;
  /** The Upload-Metadata header as it was sent. */
  metadata: string | undefined;
}

type BatchPlace = Omit<UploadPlace, 'index'>;

/**
 * Files that arrive in parts, perhaps over days and several connections, on their way to the same
 * door as every other file.
 */
@Injectable()
export class ResumableUploadsService {
  private readonly parts: UploadParts;
  private readonly oneAtATime = new OnePartAtATime();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly db: Database,
    @Inject(STORE) store: ObjectStore,
    @Inject(AccountForUploadService) private readonly accounts: AccountForUploadService,
    @Inject(UploadActivityService) private readonly activity: UploadActivityService,
  ) {
    this.parts = new UploadParts(store);
  }

  /** Opens a batch, or finds it by its key; one that was ended for being idle is open again. */
  async open(
    db: Pick<TenantParts, 'batches'>,
    tenantId: string,
    idempotencyKey: string | undefined,
  ): Promise<{ id: string; isNew: boolean; isOpen: boolean }> {
    const batch = await db.batches.create(tenantId, { idempotencyKey });
    if (batch.isNew) return { ...batch, isOpen: true };
    await db.batches.touch(tenantId, batch.id);
    return { ...batch, isOpen: (await db.batches.arrival(tenantId, batch.id))?.state === 'receiving' };
  }

  /**
   * Begins the upload of one file, or finds it begun: the sender's number for the file makes the
   * call repeatable.
   */
  async begin(batch: BatchPlace, { headers }: IncomingMessage): Promise<{ index: number; state: UploadState }> {
    await this.requireOpen(batch);
    const length = byteCountOf(headers, 'upload-length');
    const metadata = headers['upload-metadata'];
    const fields = parseUploadMetadata(metadata);
    const place = { ...batch, index: this.indexOf(fields.get('index')) };
    fieldsOf(fields);
    const earlier = await this.parts.about(place);
    const name = fields.get('filename') ?? '';
    if (earlier && (earlier.name !== name || earlier.sizeBytes !== length)) {
      const message = 'Another file of the batch has this number. Number the files from 0 and use each number once.';
      throw new AppError('upload.offset_conflict', message);
    }
    const about: AboutUpload = earlier ?? {
      name,
      sizeBytes: length,
      metadata: typeof metadata === 'string' ? metadata : undefined,
      isAccounted: false,
    };
    if (!earlier) {
      await this.refuseTooLarge(place, about);
      // Counted before there is a place for the first byte.
      await this.park(place, about);
      await this.parts.describe(place, about);
    }
    return { index: place.index, state: await this.stateOf(place, about) };
  }

  async state(place: UploadPlace): Promise<UploadState> {
    return this.stateOf(place, await this.require(place));
  }

  /**
   * Takes one part. @throws AppError upload.offset_conflict when it does not begin where the last
   * one ended
   */
  async takePart(place: UploadPlace, request: IncomingMessage): Promise<UploadState> {
    if (request.headers['content-type'] !== 'application/offset+octet-stream') {
      throw new AppError('upload.content_type', 'A part must have the type application/offset+octet-stream.');
    }
    const start = byteCountOf(request.headers, 'upload-offset');
    const checksum = parseChecksum(request.headers['upload-checksum']);
    await this.requireOpen(place);
    return this.oneAtATime.run(place, request, async () => {
      const about = await this.require(place);
      const { offset } = await this.stateOf(place, about);
      if (start !== offset) {
        const message = 'The part does not begin where the last one ended. Send HEAD to learn where to continue.';
        throw new AppError('upload.offset_conflict', message);
      }
      return this.activity.during(place, async () => {
        await receivePart(request, {
          maxBytes: about.sizeBytes - offset,
          checksum,
          keep: (content, sizeBytes) => this.parts.add(place, start, content, sizeBytes),
        });
        await this.removeIfGivenUp(place);
        return this.stateOf(place, about);
      });
    });
  }

  /**
   * A part of a file that was given up while it arrived must not stay, since it is counted for no
   * quota.
   */
  private async removeIfGivenUp(place: UploadPlace): Promise<void> {
    if (await this.parts.about(place)) return;
    await this.parts.remove(place);
    throw notFound();
  }

  async remove(place: UploadPlace): Promise<void> {
    await this.require(place);
    await this.parts.remove(place);
    await this.db.usage.unpark(place.tenantId, place.batchId, place.index);
  }

  /**
   * Says that no further file comes. A file that has not arrived whole gets a line in the receipt
   * that says so. Repeatable.
   */
  async finish(batch: BatchPlace): Promise<Receipt> {
    const { tenantId, batchId } = batch;
    const arrival = await this.db.batches.arrival(tenantId, batchId);
    if (!arrival) throw batchNotFound();
    if (arrival.state !== 'received') {
      for (const index of await this.parts.indexes(batch)) await this.settle({ ...batch, index });
      await this.db.batches.markReceived(tenantId, batchId);
    }
    await this.parts.removeBatch(batch);
    await this.db.usage.unparkExcept(tenantId, batchId, []);
    const received = await this.db.batches.get(tenantId, batchId);
    if (!received) throw batchNotFound();
    return toReceipt(received);
  }

  /**
   * Ends a batch of which nothing has arrived since `before`, with what it has. Parts of files that
   * are not whole stay for a while, for a sender who comes back. False when something has arrived
   * meanwhile.
   */
  async endIdle(batch: BatchPlace, before: Date): Promise<boolean> {
    const indexes = await this.parts.indexes(batch);
    for (const index of indexes) await this.settle({ ...batch, index });
    // What began and left nothing behind.
    await this.db.usage.unparkExcept(batch.tenantId, batch.batchId, indexes);
    return this.db.batches.endIdle(batch.tenantId, batch.batchId, before);
  }

  private async settle(place: UploadPlace): Promise<void> {
    const about = await this.require(place);
    const { offset, length } = await this.stateOf(place, about);
    if (offset === length) return;
    const message = 'The upload was interrupted and never resumed. Send the file again.';
    await this.accounts.refuse(place, about.name, about.sizeBytes, new FileRefusal('upload.incomplete', message));
  }

  /**
   * Where the upload stands. A file that has arrived whole is accounted for first: the process may
   * have ended just before.
   */
  private async stateOf(place: UploadPlace, about: AboutUpload): Promise<UploadState> {
    const { sizeBytes: length, metadata } = about;
    if (about.isAccounted) return { offset: length, length, metadata };
    const offset = await this.parts.offset(place);
    if (offset === length) await this.accounts.accept(place, about, this.parts);
    return { offset, length, metadata };
  }

  private indexOf(sent: string | undefined): number {
    const { maxFiles } = this.config.upload;
    if (sent === undefined || !/^\d{1,7}$/.test(sent)) {
      const message = 'The Upload-Metadata must hold "index": the number of the file in the batch, counted from 0.';
      throw new AppError('request.invalid', message);
    }
    if (Number(sent) >= maxFiles) {
      throw new AppError(
        'upload.too_many_files',
        `A batch can hold ${maxFiles} files. Send the rest in another batch.`,
      );
    }
    return Number(sent);
  }

  /** Now and not after a long upload for nothing; the receipt tells of the file all the same. */
  private async refuseTooLarge(place: UploadPlace, { name, sizeBytes }: AboutUpload): Promise<void> {
    const isArchive = safeFileName(name).name.toLowerCase().endsWith('.zip');
    const most = isArchive ? this.config.zip.maxUnpackedBytes : this.config.upload.maxFileBytes;
    if (sizeBytes <= most) return;
    const message = 'The file is larger than allowed. Split it, or save it at a lower resolution.';
    const refusal = new FileRefusal('file.too_large', message);
    await this.accounts.refuse(place, name, sizeBytes, refusal);
    throw refusal;
  }

  /**
   * Counts the file for the quotas from now on, with all its bytes: what it really takes is counted
   * when it is a document.
   */
  private async park(place: UploadPlace, { name, sizeBytes }: AboutUpload): Promise<void> {
    const { tenantId, batchId, index: number } = place;
    try {
      await this.db.usage.park(tenantId, { batchId, number, sizeBytes }, this.config.quota);
    } catch (error) {
      if (!(error instanceof AppError) || !error.code.startsWith('quota.')) throw error;
      const refusal = new FileRefusal(error.code, error.message);
      await this.accounts.refuse(place, name, sizeBytes, refusal);
      throw refusal;
    }
  }

  private async requireOpen({ tenantId, batchId }: BatchPlace): Promise<void> {
    const arrival = await this.db.batches.arrival(tenantId, batchId);
    if (!arrival) throw batchNotFound();
    if (arrival.state !== 'received') return this.db.batches.touch(tenantId, batchId);
    throw new AppError('upload.batch_finished', 'This batch is finished. Open another one for more files.');
  }

  private async require(place: UploadPlace): Promise<AboutUpload> {
    const about = await this.parts.about(place);
    if (!about) throw notFound();
    return about;
  }
}

const notFound = () =>
  new AppError('upload.not_found', 'This upload does not exist, or no longer exists. Start it again.');
