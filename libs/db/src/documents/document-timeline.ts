import type { Client } from '../prisma.js';

export interface TimelineEntry {
  at: Date;
  step: string;
  status: string;
  attempt: number;
  /** Page number, for what happened to one page. */
  page?: number;
  tookMs?: number;
  worker?: string;
  errorCode?: string;
}

/** The timeline of a document and its pages, oldest first. */
export async function documentTimeline(client: Client, tenantId: string, documentId: string): Promise<TimelineEntry[]> {
  const rows = await client.$queryRaw<(Omit<TimelineEntry, 'page'> & { page: number | null })[]>`
    SELECT t.at, t.step, t.status, t.attempt, p.number AS page, t.took_ms AS "tookMs", t.worker,
      t.error_code AS "errorCode"
    FROM timeline t LEFT JOIN page p ON p.id = t.page_id
    WHERE t.document_id = ${documentId}::uuid AND t.tenant_id = ${tenantId}::uuid ORDER BY t.id`;
  // Absent rather than null, as everywhere in this package.
  return rows.map(
    (row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as TimelineEntry,
  );
}
