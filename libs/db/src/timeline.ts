import type { Session } from './prisma.js';

export interface TimelineNote {
  tenantId: string;
  documentId: string;
  pageId?: string;
  /** The job's queue name, or what a person did: `upload`, `cancel`, `retry`, `correct`. */
  step: string;
  /** The resulting status, or `retrying` after a failed attempt that is not the last. */
  status: string;
  attempt?: number;
  tookMs?: number;
  worker?: string;
  errorCode?: string;
}

/** Adds an entry to the timeline of a document, in the caller's transaction. */
export async function note(session: Session, entry: TimelineNote): Promise<void> {
  await session.timeline.create({
    data: { ...entry, tookMs: entry.tookMs && Math.round(entry.tookMs) },
    select: { id: true },
  });
}
