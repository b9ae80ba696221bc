import type { PageStatus } from '@longhand/core';
import type { Client } from '../prisma.js';

export interface PagePayload {
  tenantId: string;
  documentId: string;
  pageId: string;
}

/**
 * Pages that have waited in `status` for longer than `olderThanMs`, oldest first, as payloads of
 * the job that they wait for; those whose job is still in the outbox are left out.
 */
export function stuckPages(
  client: Client,
  status: PageStatus,
  olderThanMs: number,
  limit: number,
): Promise<PagePayload[]> {
  return client.$queryRaw<PagePayload[]>`
    SELECT p.tenant_id AS "tenantId", p.document_id AS "documentId", p.id AS "pageId"
    FROM page p JOIN document d ON d.id = p.document_id
    WHERE p.status = ${status} AND d.status <> 'cancelled'
      AND p.updated_at < now() - ${olderThanMs} * interval '1 millisecond'
      AND p.id::text NOT IN (SELECT o.payload->>'pageId' FROM outbox o WHERE o.payload->>'pageId' IS NOT NULL)
    ORDER BY p.updated_at LIMIT ${limit}`;
}

/** Pages in `status`, those of cancelled documents left out. */
export function countWaitingPages(client: Client, status: PageStatus): Promise<number> {
  return client.page.count({ where: { status, document: { status: { not: 'cancelled' } } } });
}
