import { AppError } from '@longhand/core';
import type { Session } from './prisma.js';

/**
 * Refuses to change a document under legal hold: its title, date, tags and words stay as they are
 * until the hold is lifted. Call it after locking the document, so that no hold can be set in
 * between.
 * @throws AppError document.held
 */
export async function requireNotHeld(tx: Session, documentId: string): Promise<void> {
  const held = await tx.document.count({ where: { id: documentId, holdReason: { not: null } } });
  if (held === 0) return;
  throw new AppError(
    'document.held',
    'The document is under legal hold, so nothing in it may change. An administrator can lift the hold.',
  );
}
