import { type Box, overlapOfBoxes } from '@longhand/core';
import type { Session } from '../prisma.js';

/** Boxes that share this much of their union are the same place. */
const samePlace = 0.5;

/** What people said a place says and nobody has undone, oldest first. */
export async function correctionsAt(tx: Session, tenantId: string, pageId: string, box: Box) {
  const corrections = await tx.correction.findMany({
    where: { tenantId, pageId, undoneAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return corrections.filter((correction) => overlapOfBoxes(correction, box) >= samePlace);
}
