import { createHash } from 'node:crypto';
import type { Client } from '../prisma.js';
import type { AuditEntry, AuditFault, AuditVerification, WrittenDown } from './audit-entry.js';

const rowsAtOnce = 1000;

/**
 * Reads a tenant's log from its first row to its last, and compares its end with what the head
 * remembers, and its hashes with what was written down.
 */
export async function findFault(
  client: Client,
  tenantId: string,
  writtenDown: WrittenDown = {},
): Promise<AuditVerification> {
  // The head first: rows that are written meanwhile then make the log longer than the head says,
  // never shorter.
  const head = await client.auditHead.findUnique({ where: { tenantId } });
  let previous = '';
  let count = 0;
  let isHeadSeen = false;
  let isWrittenSeen = writtenDown.head === undefined;
  const anchors = [...(writtenDown.anchors ?? [])].sort((a, b) => a.rows - b.rows);
  let anchorFault: AuditFault | undefined;
  for (let after = 0n; ; ) {
    const rows = await client.auditLog.findMany({
      where: { tenantId, id: { gt: after } },
      orderBy: { id: 'asc' },
      take: rowsAtOnce,
    });
    for (const row of rows) {
      if (row.hash !== chainedHash(previous, row)) {
        return { rows: count, head: previous, fault: { what: 'chain', rowId: row.id } };
      }
      previous = row.hash;
      after = row.id;
      count += 1;
      if (row.hash === writtenDown.head) isWrittenSeen = true;
      for (; anchors[0]?.rows === count; anchors.shift())
        if (anchors[0].head !== row.hash) anchorFault ??= { what: 'rewritten', anchoredRows: count };
      if (head && BigInt(count) === head.rows && previous === head.hash) isHeadSeen = true;
    }
    if (rows.length < rowsAtOnce) break;
  }
  const report = { rows: count, head: previous };
  // What a signature vouches for goes before what the database says of itself.
  if (anchorFault) return { ...report, fault: anchorFault };
  if (anchors.length > 0) return { ...report, fault: { what: 'cut', anchoredRows: anchors[0].rows } };
  // Where a log has rows, what remembers its end is missing too.
  if (!isHeadSeen && (head || count > 0)) return { ...report, fault: { what: 'end' } };
  return isWrittenSeen ? report : { ...report, fault: { what: 'head' } };
}

type Nullable<T> = { [K in keyof T]: T[K] | null };
type HashedRow = AuditEntry | (Omit<AuditEntry, Later> & Nullable<Pick<AuditEntry, Later>>);
type Later = 'outcome' | 'changes' | 'address';

/** SHA-256 over the previous row's hash and this row's fields, hex. */
export function chainedHash(previous: string, row: HashedRow & { at: Date }): string {
  const fields = [previous, row.tenantId, row.at.toISOString(), row.actor, row.action, row.object, row.requestId];
  const { outcome = null, changes = null, address = null } = row;
  // Rows of before there were outcomes keep the hash that they were written with.
  const isOld = outcome === null && changes === null && address === null;
  if (!isOld) fields.push(JSON.stringify([outcome, changes, address]));
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}
