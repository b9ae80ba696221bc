import { type DocumentStatus, documentStatusOf, type PageStatus } from '@longhand/core';
import type { Session } from './prisma.js';

export interface LockedDocument {
  id: string;
  status: DocumentStatus;
  starts: number;
}

/**
 * Locks a document for the rest of the transaction and returns it; undefined if it was deleted. All
 * code that changes a document or its pages locks the document first: two workers that finish its
 * last two pages then see each other's changes, and there are no deadlocks.
 */
export async function lockDocument(
  tx: Session,
  tenantId: string,
  documentId: string,
): Promise<LockedDocument | undefined> {
  const rows = await tx.$queryRaw<LockedDocument[]>`
    SELECT id, status, starts FROM document
    WHERE id = ${documentId}::uuid AND tenant_id = ${tenantId}::uuid FOR NO KEY UPDATE`;
  return rows[0];
}

/** As lockDocument, for the document that a page belongs to. */
export async function lockDocumentOfPage(
  tx: Session,
  tenantId: string,
  pageId: string,
): Promise<LockedDocument | undefined> {
  const rows = await tx.$queryRaw<LockedDocument[]>`
    SELECT id, status, starts FROM document
    WHERE id = (SELECT document_id FROM page WHERE id = ${pageId}::uuid)
      AND tenant_id = ${tenantId}::uuid FOR NO KEY UPDATE`;
  return rows[0];
}

/**
 * Sets the status of a locked document from its pages. A cancelled document stays cancelled.
 * @returns the status, whether it changed or not
 */
export async function deriveStatus(tx: Session, tenantId: string, document: LockedDocument): Promise<DocumentStatus> {
  if (document.status === 'cancelled') return 'cancelled';
  const pages = await tx.$queryRaw<{ status: PageStatus }[]>`
    SELECT DISTINCT ON (status) status FROM page WHERE document_id = ${document.id}::uuid`;
  const status = documentStatusOf(pages.map((page) => page.status));
  if (status !== document.status) {
    await tx.$executeRaw`UPDATE document SET status = ${status}, updated_at = now() WHERE id = ${document.id}::uuid`;
    await tx.timeline.create({
      data: { tenantId, documentId: document.id, step: 'document', status },
      select: { id: true },
    });
  }
  return status;
}
