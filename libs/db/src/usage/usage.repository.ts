import { AppError } from '@longhand/core';
import type { Client, Session } from '../prisma.js';

/** What a tenant has stored now, and has sent since midnight UTC. */
export interface UsageAmounts {
  bytes: number;
  /** Those of documents that wait to be opened are not known yet: each counts as one. */
  pages: number;
  bytesToday: number;
  pagesToday: number;
}

/** The most that a tenant may have of each; 0 sets no limit. */
export type Quota = UsageAmounts;

export interface UsageRepository {
  get(tenantId: string): Promise<UsageAmounts>;
}

export const usageRepository = (client: Client): UsageRepository => ({
  get: (tenantId) => readUsage(client, tenantId),
});

async function readUsage(tx: Session, tenantId: string): Promise<UsageAmounts> {
  const [row] = await tx.$queryRaw<
    { bytes: bigint; pages: bigint; day_bytes: bigint; day_pages: bigint; unopened: bigint }[]
  >`
    SELECT bytes, pages, CASE WHEN is_today THEN day_bytes ELSE 0 END AS day_bytes, CASE WHEN is_today THEN day_pages ELSE 0 END AS day_pages,
      (SELECT count(*) FROM document WHERE tenant_id = ${tenantId}::uuid AND status = 'received') AS unopened
    FROM (SELECT *, day = (now() AT TIME ZONE 'UTC')::date AS is_today FROM tenant_usage WHERE tenant_id = ${tenantId}::uuid) AS known`;
  if (!row) return { bytes: 0, pages: 0, bytesToday: 0, pagesToday: 0 };
  return {
    bytes: Number(row.bytes),
    pages: Number(row.pages + row.unopened),
    bytesToday: Number(row.day_bytes),
    pagesToday: Number(row.day_pages + row.unopened),
  };
}

/**
 * Refuses what has just been inserted in this transaction when the tenant has too much with it. The
 * insert holds the tenant's row, so whoever else inserts waits until this transaction has ended.
 * @throws AppError quota.bytes, quota.pages, quota.bytes_today, quota.pages_today
 */
export async function requireWithin(tx: Session, tenantId: string, quota: Quota): Promise<void> {
  if (Object.values(quota).every((most) => most === 0)) return;
  const refusal = refusalBy(quota, await readUsage(tx, tenantId));
  if (refusal) throw refusal;
}

/** Why a tenant may not have so much; undefined when it may. */
export function refusalBy(quota: Quota, usage: UsageAmounts): AppError | undefined {
  const isOver = (part: keyof Quota) => quota[part] > 0 && usage[part] > quota[part];
  if (isOver('bytes') || isOver('pages')) {
    return new AppError(
      isOver('bytes') ? 'quota.bytes' : 'quota.pages',
      'Your organisation has reached its storage limit. Delete what is no longer needed, or ask for a higher limit.',
    );
  }
  if (isOver('bytesToday') || isOver('pagesToday')) {
    return new AppError(
      isOver('bytesToday') ? 'quota.bytes_today' : 'quota.pages_today',
      'Your organisation has reached its daily upload limit. Send the file again tomorrow.',
    );
  }
  return undefined;
}
