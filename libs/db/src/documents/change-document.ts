import { toDate } from '../plain-date.js';
import { type Client, transact } from '../prisma.js';
import { note } from '../timeline.js';
import { lockDocument } from './document-status.js';
import { type DocumentSummary, summaryOf } from './document-view.js';

export interface DocumentChange {
  title?: string;
  /** `YYYY-MM-DD`; null takes the date away. */
  recordDate?: string | null;
  tags?: string[];
}

/** Changes what people say about a document; undefined when it is gone. */
export async function patchDocument(
  client: Client,
  tenantId: string,
  documentId: string,
  { title, recordDate, tags }: DocumentChange,
): Promise<DocumentSummary | undefined> {
  const { count } = await client.document.updateMany({
    where: { id: documentId, tenantId },
    data: {
      updatedAt: new Date(),
      ...(title !== undefined && { title }),
      ...(tags !== undefined && { tags }),
      ...(recordDate !== undefined && { recordDate: recordDate === null ? null : toDate(recordDate) }),
    },
  });
  if (count === 0) return undefined;
  const row = await client.document.findUnique({ where: { id: documentId } });
  return row ? summaryOf(row) : undefined;
}

/** Deletes a document with its pages, words, corrections and story. Its files are the caller's to delete. False when it is gone. */
export async function deleteDocument(client: Client, tenantId: string, documentId: string): Promise<boolean> {
  const { count } = await client.document.deleteMany({ where: { id: documentId, tenantId } });
  return count > 0;
}

/** Stops work on a document: steps in hand end without effect, further ones do not start. False when there was nothing to stop. */
export function cancelDocument(client: Client, tenantId: string, documentId: string): Promise<boolean> {
  return transact(client, async (tx) => {
    const document = await lockDocument(tx, tenantId, documentId);
    if (document?.status !== 'received' && document?.status !== 'processing') return false;
    await tx.$executeRaw`UPDATE document SET status = 'cancelled', updated_at = now() WHERE id = ${documentId}::uuid`;
    await note(tx, { tenantId, documentId, step: 'cancel', status: 'cancelled' });
    return true;
  });
}
