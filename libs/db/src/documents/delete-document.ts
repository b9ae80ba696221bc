import { AppError } from '@longhand/core';
import { type Client, transact } from '../prisma.js';
import { lockDocument } from '../document-status.js';

/**
 * Deletes a document with its pages, words, corrections, search rows and timeline, and the names of
 * its files on receipts. The caller deletes its files. False if it no longer exists.
 * @throws AppError document.held
 */
export function deleteDocument(client: Client, tenantId: string, documentId: string): Promise<boolean> {
  return transact(client, async (tx) => {
    if (!(await lockDocument(tx, tenantId, documentId))) return false;
    const held = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM document WHERE id = ${documentId}::uuid
        AND (hold_reason IS NOT NULL OR retain_until > CURRENT_DATE)`;
    if (held.length > 0) {
      throw new AppError(
        'document.held',
        'A retention period or a legal hold protects this document. An administrator can lift it.',
      );
    }
    // All pages together, not page by page as the cascade would: the lexicon is updated once, in
    // one order.
    await tx.searchPage.deleteMany({ where: { documentId, tenantId } });
    await tx.batchFile.updateMany({
      where: { tenantId, OR: [{ documentId }, { duplicateOf: documentId }] },
      data: { name: deletedFileName },
    });
    await tx.document.delete({ where: { id: documentId }, select: { id: true } });
    return true;
  });
}

/**
 * Replaces the name on receipts of a file whose document was deleted, because file names are often
 * names of people.
 */
const deletedFileName = '(deleted)';
