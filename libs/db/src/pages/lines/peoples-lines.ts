import type { Box } from '@longhand/core';
import type { Session } from '../../prisma.js';

/** A line that a person typed where the reader found none. */
export interface PlacedLine extends Box {
  id: string;
  text: string;
  actor: string;
  createdAt: Date;
  /** Its text counts; else each of its words waits for another person. */
  isSettled: boolean;
  /** Where a person moved it; without it, its geometry decides. */
  moved?: { after: Box | null; rank: number };
}

/** A line that people deleted. */
export interface Deletion extends Box {
  id: string;
  /** Boxes of what was read there. */
  words: Box[];
  /** The added line that it is; null for a line that was read. */
  addedId: string | null;
  keyedBy: string[];
  isSettled: boolean;
  createdAt: Date;
}

export interface PeoplesLines {
  added: PlacedLine[];
  deleted: Deletion[];
}

/** What people said of the lines of a page, oldest first. */
export async function peoplesLinesOf(tx: Session, tenantId: string, pageId: string): Promise<PeoplesLines> {
  const oldest = { where: { tenantId, pageId }, orderBy: [{ createdAt: 'asc' as const }, { id: 'asc' as const }] };
  const added = await tx.addedLine.findMany(oldest);
  const deleted = await tx.deletedLine.findMany(oldest);
  return {
    added: added.map(({ moved, after, rank, settled, ...line }) => ({
      ...line,
      isSettled: settled,
      ...(moved && { moved: { after: after as unknown as Box | null, rank } }),
    })),
    deleted: deleted.map(({ words, settled, ...line }) => ({
      ...line,
      isSettled: settled,
      words: words as unknown as Box[],
    })),
  };
}
