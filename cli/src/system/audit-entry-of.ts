import type { AuditEntry } from '@longhand/db';

/**
 * What whoever reaches the database did here, for the log: written in the transaction of the act
 * itself.
 */
export function entryOf(tenantId: string, action: string, object: string, changes?: object): AuditEntry {
  const known = { tenantId, actor: 'command line', action, object, requestId: '-', outcome: 'done' };
  return { ...known, ...(changes && { changes: JSON.stringify(changes) }) };
}
