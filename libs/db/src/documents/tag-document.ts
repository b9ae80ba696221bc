import { AppError } from '@longhand/core';
import { lockDocument } from '../document-status.js';
import { type Client, transact } from '../prisma.js';
import { requireNotHeld } from '../require-not-held.js';
import { indexDocument } from '../search/index-page.js';

export interface TagChange {
  add: readonly string[];
  remove: readonly string[];
}

/** Of one document. */
const maxTags = 50;

/**
 * Adds tags to a document and removes others; the rest stay, whoever changes them meanwhile.
 * @returns false when the document is gone
 * @throws AppError document.held under a legal hold, document.too_many_tags
 */
export function tagDocument(
  client: Client,
  tenantId: string,
  documentId: string,
  { add, remove }: TagChange,
): Promise<boolean> {
  return transact(client, async (tx) => {
    if (!(await lockDocument(tx, tenantId, documentId))) return false;
    await requireNotHeld(tx, documentId);
    const { tags: before } = await tx.document.findUniqueOrThrow({
      where: { id: documentId, tenantId },
      select: { tags: true },
    });
    const tags = [...new Set([...before.filter((tag) => !remove.includes(tag)), ...add])];
    if (tags.length > maxTags) {
      throw new AppError('document.too_many_tags', `A document can have at most ${maxTags} tags. Remove some first.`);
    }
    if (tags.length === before.length && tags.every((tag, i) => tag === before[i])) return true;
    const row = await tx.document.update({
      where: { id: documentId, tenantId },
      data: { tags, updatedAt: new Date() },
    });
    await indexDocument(tx, tenantId, documentId, row);
    return true;
  });
}
