import type { Client } from '../prisma.js';

export interface SplitPayload {
  tenantId: string;
  documentId: string;
}

/** Documents that have waited for split-document for longer than `olderThanMs`, oldest first, as payloads of that job. */
export function stuckDocuments(client: Client, olderThanMs: number, limit: number): Promise<SplitPayload[]> {
  return client.$queryRaw<SplitPayload[]>`
    SELECT tenant_id AS "tenantId", id AS "documentId" FROM document
    WHERE status = 'received' AND updated_at < now() - ${olderThanMs} * interval '1 millisecond'
    ORDER BY updated_at LIMIT ${limit}`;
}
