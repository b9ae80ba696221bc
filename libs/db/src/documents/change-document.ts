import { toDate } from '../plain-date.js';
import { type Client, transact } from '../prisma.js';
import { indexDocument } from '../search/index-page.js';
import { note } from '../timeline.js';
import { lockDocument } from '../document-status.js';
import { type DocumentRecord, summaryOf } from './document-record.js';
import { requireNotHeld } from '../require-not-held.js';

export interface DocumentChange {
  title?: string;
  /** `YYYY-MM-DD`; null takes the date away. */
  recordDate?: string | null;
  tags?: string[];
}

/**
 * Changes the metadata of a document; undefined if it was deleted.
 * @throws AppError document.held under a legal hold
 */
export function patchDocument(
  client: Client,
  tenantId: string,
  documentId: string,
  { title, recordDate, tags }: DocumentChange,
): Promise<DocumentRecord | undefined> {
  return transact(client, async (tx) => {
    // A page that is being indexed at the same time reads title and date either before this change
    // or after it.
    if (!(await lockDocument(tx, tenantId, documentId))) return undefined;
    await requireNotHeld(tx, documentId);
    const row = await tx.document.update({
      where: { id: documentId },
      data: {
        updatedAt: new Date(),
        ...(title !== undefined && { title }),
        ...(tags !== undefined && { tags }),
        ...(recordDate !== undefined && { recordDate: recordDate === null ? null : toDate(recordDate) }),
      },
    });
    await indexDocument(tx, tenantId, documentId, row);
    return summaryOf(row);
  });
}

/**
 * Stops work on a document: running steps end without effect, and further ones do not start. False
 * if there was nothing to stop.
 */
export function cancelDocument(client: Client, tenantId: string, documentId: string): Promise<boolean> {
  return transact(client, async (tx) => {
    const document = await lockDocument(tx, tenantId, documentId);
    if (document?.status !== 'received' && document?.status !== 'processing') return false;
    await tx.$executeRaw`UPDATE document SET status = 'cancelled', updated_at = now() WHERE id = ${documentId}::uuid`;
    await note(tx, { tenantId, documentId, step: 'cancel', status: 'cancelled' });
    return true;
  });
}
