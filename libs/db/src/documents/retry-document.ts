import { segmentPageJob, splitDocumentJob } from '@longhand/contracts';
import { writeOutbox } from '../next-job.js';
import { type Client, type Session, transact } from '../prisma.js';
import { note } from '../timeline.js';
import { deriveStatus, type LockedDocument, lockDocument } from '../document-status.js';
import { requireNotHeld } from '../require-not-held.js';

export interface Retry {
  /** Pages that were restarted. */
  pages: number;
  /** True if the whole file is opened again, because that step failed. */
  isSplitAgain: boolean;
}

/**
 * Restarts what failed, from its first step: failed pages, or the whole file if it was never split.
 * A cancelled document continues with all its unfinished pages. Undefined if the document was
 * deleted.
 * @throws AppError document.held under a legal hold, where it would replace words
 */
export function retryDocument(client: Client, tenantId: string, documentId: string): Promise<Retry | undefined> {
  return transact(client, async (tx) => {
    const document = await lockDocument(tx, tenantId, documentId);
    if (!document) return undefined;
    const isSplit = (await tx.page.count({ where: { documentId } })) > 0;
    return isSplit ? retryPages(tx, tenantId, document) : retrySplit(tx, tenantId, document);
  });
}

async function retrySplit(tx: Session, tenantId: string, { id, status }: LockedDocument): Promise<Retry> {
  if (status !== 'failed' && status !== 'cancelled') return { pages: 0, isSplitAgain: false };
  await tx.document.update({
    where: { id },
    data: { status: 'received', starts: 0, errorCode: null, errorMessage: null, updatedAt: new Date() },
    select: { id: true },
  });
  await writeOutbox(tx, tenantId, [{ contract: splitDocumentJob, payload: { tenantId, documentId: id } }]);
  await note(tx, { tenantId, documentId: id, step: 'retry', status: 'received' });
  return { pages: 0, isSplitAgain: true };
}

async function retryPages(tx: Session, tenantId: string, document: LockedDocument): Promise<Retry> {
  const documentId = document.id;
  const isCancelled = document.status === 'cancelled';
  const status = { in: isCancelled ? ['failed', 'queued', 'segmented'] : ['failed'] };
  const pages = await tx.page.findMany({ where: { documentId, status }, select: { id: true } });
  if (pages.length === 0 && !isCancelled) return { pages: 0, isSplitAgain: false };
  // A page that was read once keeps its words until it is read again: under a hold it is not.
  const known = await tx.word.findFirst({ where: { pageId: { in: pages.map(({ id }) => id) } }, select: { id: true } });
  if (known) await requireNotHeld(tx, documentId);
  await tx.page.updateMany({
    where: { documentId, status },
    data: { status: 'queued', starts: 0, errorCode: null, errorMessage: null, updatedAt: new Date() },
  });
  const jobs = pages.map(({ id }) => ({ contract: segmentPageJob, payload: { tenantId, documentId, pageId: id } }));
  await writeOutbox(tx, tenantId, jobs);
  await note(tx, { tenantId, documentId, step: 'retry', status: 'queued' });
  // A person cancelled it; from now on, the pages determine the status again.
  if (isCancelled)
    await tx.document.update({ where: { id: documentId }, data: { status: 'processing' }, select: { id: true } });
  await deriveStatus(tx, tenantId, isCancelled ? { ...document, status: 'processing' } : document);
  return { pages: pages.length, isSplitAgain: false };
}
