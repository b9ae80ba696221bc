import { createHash } from 'node:crypto';
import { type Client, transact } from '../prisma.js';

export interface AuditEntry {
  tenantId: string;
  /** The API key's id or the person's subject. */
  actor: string;
  /** What was done: `document.read`, `search`, `word.correct`, ... */
  action: string;
  /** What it was done to, by id; never a text or a name. */
  object: string;
  requestId: string;
}

export interface AuditRow extends AuditEntry {
  id: bigint;
  at: Date;
  hash: string;
}

export interface AuditRepository {
  append(entry: AuditEntry): Promise<void>;
  /** Walks a tenant's whole log and returns the id of the first row whose hash does not follow from the rows before it. */
  firstBroken(tenantId: string): Promise<bigint | undefined>;
}

const pageSize = 1000;

export function auditRepository(client: Client): AuditRepository {
  return {
    append: (entry) =>
      transact(client, async (tx) => {
        // One writer a tenant at a time, or two rows would follow the same one.
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`audit ${entry.tenantId}`}, 0))`;
        const last = await tx.auditLog.findFirst({
          where: { tenantId: entry.tenantId },
          orderBy: { id: 'desc' },
          select: { hash: true },
        });
        const row = { ...pick(entry), at: new Date() };
        await tx.auditLog.create({ data: { ...row, hash: chainedHash(last?.hash ?? '', row) }, select: { id: true } });
      }),

    async firstBroken(tenantId) {
      let previous = '';
      for (let after = 0n; ; ) {
        const rows = await client.auditLog.findMany({
          where: { tenantId, id: { gt: after } },
          orderBy: { id: 'asc' },
          take: pageSize,
        });
        for (const row of rows) {
          if (row.hash !== chainedHash(previous, row)) return row.id;
          previous = row.hash;
          after = row.id;
        }
        if (rows.length < pageSize) return undefined;
      }
    },
  };
}

function pick({ tenantId, actor, action, object, requestId }: AuditEntry): AuditEntry {
  return { tenantId, actor, action, object, requestId };
}

/** SHA-256 over the previous row's hash and this row's fields, hex. */
function chainedHash(previous: string, row: AuditEntry & { at: Date }): string {
  const fields = [previous, row.tenantId, row.at.toISOString(), row.actor, row.action, row.object, row.requestId];
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}
