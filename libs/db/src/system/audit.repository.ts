import { type Client, type Prisma, type Session, transact } from '../prisma.js';
import { chainedHash, findFault } from './audit-chain.js';
import type { AuditEntry, AuditRecord, AuditVerification, WrittenDown } from './audit-entry.js';

export interface AuditRecords {
  rows: AuditRecord[];
  more: boolean;
}

export interface AuditRepository {
  append(entry: AuditEntry): Promise<void>;
  /** Newest first; `before` is the id of the last row of the previous list. */
  list(tenantId: string, options: { limit: number; before?: bigint }): Promise<AuditRecords>;
  /**
   * Walks a tenant's whole log and returns the id of the first row whose hash does not follow from
   * the rows before it.
   */
  firstBroken(tenantId: string): Promise<bigint | undefined>;
  /**
   * Walks a tenant's whole log and says whether a row was changed, removed, put in or moved, at the
   * end too, and whether what was written down of it earlier still holds.
   */
  verify(tenantId: string, writtenDown?: WrittenDown): Promise<AuditVerification>;
}

export function auditRepository(client: Client): AuditRepository {
  return {
    append: (entry) => transact(client, (tx) => append(tx, entry)),

    async list(tenantId, { limit, before }) {
      const rows = await client.auditLog.findMany({
        where: { tenantId, ...(before !== undefined && { id: { lt: before } }) },
        orderBy: { id: 'desc' },
        take: limit + 1,
      });
      return { rows: rows.slice(0, limit).map(toRow), more: rows.length > limit };
    },

    firstBroken: async (tenantId) => (await findFault(client, tenantId)).fault?.rowId,
    verify: (...args) => findFault(client, ...args),
  };
}

/** Absent rather than null, as everywhere in this package. */
function toRow({ outcome, changes, address, ...row }: Prisma.AuditLogGetPayload<object>): AuditRecord {
  return {
    ...row,
    ...(outcome !== null && { outcome }),
    ...(changes !== null && { changes }),
    ...(address !== null && { address }),
  };
}

async function append(tx: Session, entry: AuditEntry): Promise<void> {
  const { tenantId, actor, action, object, requestId, outcome, changes, address } = entry;
  // One writer a tenant at a time, or two rows would follow the same one.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`audit ${tenantId}`}, 0))`;
  const head = await tx.auditHead.findUnique({ where: { tenantId }, select: { hash: true } });
  const row = { tenantId, actor, action, object, requestId, outcome, changes, address, at: new Date() };
  const hash = chainedHash(head?.hash ?? '', row);
  await tx.auditLog.create({ data: { ...row, hash }, select: { id: true } });
  await tx.$executeRaw`
    INSERT INTO audit_head AS head (tenant_id, rows, hash) VALUES (${tenantId}::uuid, 1, ${hash})
    ON CONFLICT (tenant_id) DO UPDATE SET rows = head.rows + 1, hash = excluded.hash`;
}
