import { AppError } from '@longhand/core';
import type { Session } from '../prisma.js';

/**
 * What a tenant has stored now, and has sent since midnight UTC. A file that still arrives in parts
 * counts in each with its announced size.
 */
export interface UsageAmounts {
  bytes: number;
  /**
   * Those of documents that wait to be opened are not known yet: each counts as one, as does each
   * file that still arrives.
   */
  pages: number;
  bytesToday: number;
  pagesToday: number;
}

/** The most that a tenant may have of each; 0 sets no limit. */
export type Quota = UsageAmounts;

/** What a tenant has now. @param except a parked file that is not counted */
export async function readUsage(
  tx: Session,
  tenantId: string,
  except?: { batchId: string; number: number },
): Promise<UsageAmounts> {
  const parked = await readParked(tx, tenantId, except);
  const [row] = await tx.$queryRaw<
    { bytes: bigint; pages: bigint; day_bytes: bigint; day_pages: bigint; unopened: bigint }[]
  >`
    SELECT bytes, pages, CASE WHEN is_today THEN day_bytes ELSE 0 END AS day_bytes, CASE WHEN is_today THEN day_pages
      ELSE 0 END AS day_pages,
      (SELECT count(*) FROM document WHERE tenant_id = ${tenantId}::uuid AND status = 'received') AS unopened
    FROM (SELECT *, day = (now() AT TIME ZONE 'UTC')::date AS is_today FROM tenant_usage
      WHERE tenant_id = ${tenantId}::uuid) AS known`;
  const stored = {
    bytes: Number(row?.bytes ?? 0),
    pages: Number((row?.pages ?? 0n) + (row?.unopened ?? 0n)),
    bytesToday: Number(row?.day_bytes ?? 0),
    pagesToday: Number((row?.day_pages ?? 0n) + (row?.unopened ?? 0n)),
  };
  return {
    bytes: stored.bytes + parked.bytes,
    pages: stored.pages + parked.files,
    bytesToday: stored.bytesToday + parked.bytes,
    pagesToday: stored.pagesToday + parked.files,
  };
}

/**
 * Refuses what has just been inserted in this transaction when the tenant has too much with it. The
 * insert holds the tenant's row, so whoever else inserts waits until this transaction has ended.
 * @param except the parked file that becomes what was inserted, so that it is not counted twice
 * @throws AppError quota.bytes, quota.pages, quota.bytes_today, quota.pages_today
 */
export async function requireWithin(
  tx: Session,
  tenantId: string,
  quota: Quota,
  except?: { batchId: string; number: number },
): Promise<void> {
  if (Object.values(quota).every((most) => most === 0)) return;
  const refusal = refusalBy(quota, await readUsage(tx, tenantId, except));
  if (refusal) throw refusal;
}

/** Why a tenant may not have so much; undefined when it may. */
function refusalBy(quota: Quota, usage: UsageAmounts): AppError | undefined {
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

/** What parked files of a tenant take, besides the one that is just becoming a document. */
async function readParked(
  tx: Session,
  tenantId: string,
  except?: { batchId: string; number: number },
): Promise<{ bytes: number; files: number }> {
  const { _sum, _count } = await tx.parkedUpload.aggregate({
    where: { tenantId, ...(except && { NOT: except }) },
    _sum: { sizeBytes: true },
    _count: true,
  });
  return { bytes: Number(_sum.sizeBytes ?? 0), files: _count };
}
