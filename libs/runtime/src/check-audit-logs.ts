import type { AuditAnchor } from '@longhand/contracts';
import type { AuditVerification, Database } from '@longhand/db';

export interface CheckedLog extends AuditVerification {
  tenantId: string;
  /** The tenant's name; absent where the tenant itself is gone and an anchor knows it. */
  name?: string;
}

export interface AuditCheckOptions {
  db: Pick<Database, 'tenants' | 'audit'>;
  /** What was signed earlier; each log must still have what they say of it. */
  anchors?: readonly AuditAnchor[];
  /** A head that somebody noted of one log. */
  head?: string;
  /** Only the tenant with this name. */
  tenant?: string;
  signal?: AbortSignal;
}

/**
 * Reads every tenant's audit log through. A tenant that an anchor knows and the database does not
 * has lost its whole log: `cut`.
 */
export async function checkAuditLogs(options: AuditCheckOptions): Promise<CheckedLog[]> {
  const { db, anchors = [], head, tenant, signal } = options;
  const anchored = new Map<string, { rows: number; head: string }[]>();
  for (const { tenantId, ...end } of anchors.flatMap(({ heads }) => heads))
    anchored.set(tenantId, [...(anchored.get(tenantId) ?? []), end]);
  const checked: CheckedLog[] = [];
  for (const { id, name } of await db.tenants.list()) {
    signal?.throwIfAborted();
    const ends = anchored.get(id) ?? [];
    anchored.delete(id);
    if (tenant !== undefined && tenant !== name) continue;
    const report = await db.audit.verify(id, { anchors: ends, ...(head !== undefined && { head }) });
    checked.push({ tenantId: id, name, ...report });
  }
  if (tenant !== undefined) return checked;
  const gone = [...anchored].map(([tenantId, ends]): CheckedLog => {
    const anchoredRows = Math.min(...ends.map(({ rows }) => rows));
    return { tenantId, rows: 0, head: '', fault: { what: 'cut', anchoredRows } };
  });
  return [...checked, ...gone];
}

/** The ends of the logs that are whole and not empty: what an anchor signs. */
export const soundHeads = (logs: readonly CheckedLog[]) =>
  logs.filter(({ fault, rows }) => !fault && rows > 0).map(({ tenantId, rows, head }) => ({ tenantId, rows, head }));
