import { type Client, type Session, transact } from '../prisma.js';
import { type NextJob, writeOutbox } from '../next-job.js';
import { toDate } from '../plain-date.js';
import { note } from '../timeline.js';
import { type Quota, requireWithin } from '../usage/quota.js';

export interface NewDocument {
  id: string;
  batchId: string;
  name: string;
  title: string;
  /** `YYYY-MM-DD` */
  recordDate?: string;
  tags: string[];
  /** Of the original's bytes, hex. */
  sha256: string;
  mediaType: string;
  sizeBytes: number;
}

export type Creation =
  | { created: true }
  /**
   * `isSameBatch`: the existing document came with the same upload, perhaps before an interruption.
   */
  | { created: false; duplicateOf: string; isSameBatch: boolean };

/**
 * Creates a document and the job that splits it, in one transaction, unless the tenant already has
 * the same bytes. The unique index on tenant and hash decides, so that of two simultaneous uploads
 * exactly one is created.
 * @param parkedNumber the file's number in its batch when it arrived in parts: it is counted for
 *   the quota already
 * @throws AppError quota.*, when the tenant would have more than its quota
 */
export function createDocumentOnce(
  client: Client,
  tenantId: string,
  document: NewDocument,
  { next, quota, parkedNumber }: { next: NextJob; quota?: Quota; parkedNumber?: number },
): Promise<Creation> {
  return transact(client, async (tx) => {
    for (;;) {
      if (await insert(tx, tenantId, document)) break;
      const twin = await tx.document.findUnique({
        where: { tenantId_sha256: { tenantId, sha256: document.sha256 } },
        select: { id: true, batchId: true },
      });
      // A repeated request contains its own document again.
      if (twin?.id === document.id) return { created: true };
      if (twin) return { created: false, duplicateOf: twin.id, isSameBatch: twin.batchId === document.batchId };
      // The twin was deleted between the two statements.
    }
    const parked = parkedNumber === undefined ? undefined : { batchId: document.batchId, number: parkedNumber };
    if (quota) await requireWithin(tx, tenantId, quota, parked);
    await writeOutbox(tx, tenantId, [next]);
    await note(tx, { tenantId, documentId: document.id, step: 'upload', status: 'received' });
    return { created: true };
  });
}

async function insert(tx: Session, tenantId: string, document: NewDocument): Promise<boolean> {
  const { count } = await tx.document.createMany({
    data: [{ ...document, tenantId, recordDate: document.recordDate ? toDate(document.recordDate) : null }],
    skipDuplicates: true,
  });
  return count === 1;
}
