import type { Client } from '../prisma.js';

export interface SplitPayload {
  tenantId: string;
  documentId: string;
}

/**
 * Documents that have waited for split-document for longer than `olderThanMs`, oldest first, as
 * payloads; not those whose job is in the outbox.
 */
export function stuckDocuments(client: Client, olderThanMs: number, limit: number): Promise<SplitPayload[]> {
  return client.$queryRaw<SplitPayload[]>`
    SELECT tenant_id AS "tenantId", id AS "documentId" FROM document
    WHERE status = 'received' AND updated_at < now() - ${olderThanMs} * interval '1 millisecond'
      AND id::text NOT IN (
        SELECT o.payload->>'documentId' FROM outbox o WHERE o.queue = 'split-document'
          AND o.payload->>'documentId' IS NOT NULL)
    ORDER BY updated_at LIMIT ${limit}`;
}
