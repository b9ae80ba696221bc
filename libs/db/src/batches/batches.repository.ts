import type { Client } from '../prisma.js';
import type { FileStatus } from '@longhand/contracts';
import type { BatchRecord } from './batch-record.js';
import { getBatch } from './get-batch.js';
import { type BatchRecords, listBatches } from './list-batches.js';

export interface BatchFileLine {
  /** Place in the upload, from 0. */
  position: number;
  name: string;
  sizeBytes: number;
  status: FileStatus;
  documentId?: string;
  duplicateOf?: string;
  errorCode?: string;
  errorMessage?: string;
}

export interface IdleBatch {
  id: string;
  tenantId: string;
}

export interface Arrival {
  /** `idle`: ended because nobody continued it; a sender who continues reopens it. */
  state: 'receiving' | 'idle' | 'received';
  /** Of a whole form. */
  contentHash?: string;
}

export interface BatchesRepository {
  /** Starts a batch, or finds the one that an earlier request with the same key started. */
  create(tenantId: string, options?: { idempotencyKey?: string }): Promise<{ id: string; isNew: boolean }>;
  /** Writes one line of the receipt; a second line at the same position replaces the first. */
  addFile(tenantId: string, batchId: string, line: BatchFileLine): Promise<void>;
  /**
   * Records that every file of the upload has been handled; `contentHash` identifies the content of
   * a whole form.
   */
  markReceived(tenantId: string, batchId: string, contentHash?: string): Promise<void>;
  /** Records that part of the upload is arriving, and reopens it if it was ended for being idle. */
  touch(tenantId: string, batchId: string): Promise<void>;
  /**
   * Ends an upload of which nothing has arrived since `before`. False if something has arrived, or
   * if it had already ended.
   */
  endIdle(tenantId: string, batchId: string, before: Date): Promise<boolean>;
  get(tenantId: string, batchId: string): Promise<BatchRecord | undefined>;
  /** Whether the batch exists and still accepts files, without counting anything. */
  arrival(tenantId: string, batchId: string): Promise<Arrival | undefined>;
  /** The receipt's lines whose position is at least `from` and less than `to`. */
  lines(tenantId: string, batchId: string, from: number, to: number): Promise<BatchFileLine[]>;
  /** Whether the receipt says that the batch contained this document. */
  hasBrought(tenantId: string, batchId: string, documentId: string): Promise<boolean>;
  /**
   * Batches of all tenants that still accept files and have received nothing since this time,
   * oldest first.
   */
  idleSince(before: Date, limit: number): Promise<IdleBatch[]>;
  /** Newest first. */
  list(tenantId: string, options: { limit: number; cursor?: string }): Promise<BatchRecords>;
}

export function batchesRepository(client: Client): BatchesRepository {
  return {
    async create(tenantId, { idempotencyKey } = {}) {
      if (idempotencyKey === undefined) {
        const { id } = await client.batch.create({ data: { tenantId }, select: { id: true } });
        return { id, isNew: true };
      }
      const { count } = await client.batch.createMany({ data: [{ tenantId, idempotencyKey }], skipDuplicates: true });
      const { id } = await client.batch.findUniqueOrThrow({
        where: { tenantId_idempotencyKey: { tenantId, idempotencyKey } },
        select: { id: true },
      });
      return { id, isNew: count === 1 };
    },

    async addFile(tenantId, batchId, line) {
      await client.batchFile.upsert({
        where: { batchId_position: { batchId, position: line.position } },
        create: { ...line, tenantId, batchId },
        update: { documentId: null, duplicateOf: null, errorCode: null, errorMessage: null, ...line },
        select: { id: true },
      });
    },

    async markReceived(tenantId, batchId, contentHash) {
      await client.batch.updateMany({
        where: { id: batchId, tenantId, OR: [{ receivedAt: null }, { isEndedIdle: true }] },
        data: { receivedAt: new Date(), isEndedIdle: false, ...(contentHash !== undefined && { contentHash }) },
      });
    },

    async touch(tenantId, batchId) {
      await client.batch.updateMany({
        where: { id: batchId, tenantId, OR: [{ receivedAt: null }, { isEndedIdle: true }] },
        data: { receivedAt: null, isEndedIdle: false, activeAt: new Date() },
      });
    },

    async endIdle(tenantId, batchId, before) {
      const { count } = await client.batch.updateMany({
        where: { id: batchId, tenantId, receivedAt: null, activeAt: { lt: before } },
        data: { receivedAt: new Date(), isEndedIdle: true },
      });
      return count > 0;
    },

    async arrival(tenantId, batchId) {
      const batch = await client.batch.findFirst({
        where: { id: batchId, tenantId },
        select: { receivedAt: true, isEndedIdle: true, contentHash: true },
      });
      if (!batch) return undefined;
      const state = !batch.receivedAt ? 'receiving' : batch.isEndedIdle ? 'idle' : 'received';
      return { state, ...(batch.contentHash !== null && { contentHash: batch.contentHash }) };
    },

    async lines(tenantId, batchId, from, to) {
      const rows = await client.batchFile.findMany({ where: { tenantId, batchId, position: { gte: from, lt: to } } });
      return rows.map((row) => ({
        position: row.position,
        name: row.name,
        sizeBytes: Number(row.sizeBytes),
        status: row.status as FileStatus,
        ...(row.documentId && { documentId: row.documentId }),
        ...(row.duplicateOf && { duplicateOf: row.duplicateOf }),
      }));
    },

    async hasBrought(tenantId, batchId, documentId) {
      const line = await client.batchFile.findFirst({
        where: { tenantId, batchId, documentId, status: 'accepted' },
        select: { id: true },
      });
      return line !== null;
    },

    idleSince: (before, limit) =>
      client.batch.findMany({
        where: { receivedAt: null, activeAt: { lt: before } },
        orderBy: { activeAt: 'asc' },
        take: limit,
        select: { id: true, tenantId: true },
      }),

    get: (...args) => getBatch(client, ...args),
    list: (...args) => listBatches(client, ...args),
  };
}
