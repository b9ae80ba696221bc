import { AppError } from '@longhand/core';
import { type Client, transact } from '../prisma.js';
import { lockDocument } from '../document-status.js';

/**
 * Deletes a document with its pages, words, corrections, search rows and story, and the names of
 * its files on receipts. Its files are the caller's to delete. False when it is gone.
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
    // All at once, and not page by page as the cascade would: the lexicon is counted once, in one
    // order.
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
 * Stands on receipts for a file whose document was deleted: names of files often are names of
 * people.
 */
const deletedFileName = '(deleted)';
