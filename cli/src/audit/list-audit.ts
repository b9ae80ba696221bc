import type { Database } from '@longhand/db';
import { UsageError } from '../cli-error.js';
import type { CommandInput } from '../command.js';
import { table } from '../terminal/table.js';

/** `longhand audit list`: the latest entries of one tenant, newest first. */
export async function listAudit(db: Database, { values, out }: CommandInput): Promise<number> {
  const tenant = typeof values.tenant === 'string' ? values.tenant : undefined;
  const wanted = (await db.tenants.list()).find(({ name }) => name === (tenant ?? 'default'));
  if (tenant !== undefined && !wanted) throw new UsageError(`audit: there is no tenant "${tenant}".`);
  const limit = Math.min(1000, Number(values.limit ?? 20) || 20);
  const { rows } = wanted ? await db.audit.list(wanted.id, { limit }) : { rows: [] };
  for (const { id, ...row } of rows) out.json({ id: String(id), ...row });
  const lines = rows.map(({ id, at, actor, action, object, outcome, changes, address }) => [
    String(id),
    at.toISOString(),
    actor,
    action,
    object,
    outcome ?? '',
    changes ?? '',
    address ?? '',
  ]);
  out.text(table([['row', 'at (UTC)', 'who', 'did', 'to', 'outcome', 'changed', 'from'], ...lines]));
  return 0;
}
