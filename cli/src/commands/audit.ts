import { UsageError } from '../cli-error.js';
import type { Command } from '../command.js';
import { withRepositories } from '../system/with-repositories.js';
import { table } from '../terminal/table.js';

export const audit: Command = {
  name: 'audit',
  summary: 'check that the audit log is complete, or show its latest entries',
  usage: 'verify|list [--tenant NAME] [--head HASH] [--limit N]',
  optionHelp: [
    ['--tenant NAME', 'only this tenant (verify: all tenants; list: default)'],
    ['--head HASH', 'verify: check that the log still contains this head, which you noted earlier'],
    ['--limit N', 'list: number of entries (default: 20)'],
  ],
  examples: [
    'longhand audit verify',
    'longhand audit verify --json > heads-of-today.json',
    'longhand audit list --limit 100',
  ],
  options: { tenant: { type: 'string' }, head: { type: 'string' }, limit: { type: 'string' } },

  run({ values, words: [action], out, config, dataDir }) {
    const tenant = typeof values.tenant === 'string' ? values.tenant : undefined;
    if (action !== 'verify' && action !== 'list') throw new UsageError('audit: use "audit verify" or "audit list".');
    return withRepositories({ config, dataDir }, async (db) => {
      const tenants = await db.tenants.list();
      const wanted = tenants.filter(({ name }) => name === (tenant ?? (action === 'list' ? 'default' : name)));
      if (tenant !== undefined && wanted.length === 0) throw new UsageError(`audit: there is no tenant "${tenant}".`);
      if (action === 'list') {
        const limit = Math.min(1000, Number(values.limit ?? 20) || 20);
        const { rows } = wanted[0] ? await db.audit.list(wanted[0].id, { limit }) : { rows: [] };
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
      let broken = 0;
      for (const { id, name } of wanted) {
        const { rows, head, fault } = await db.audit.verify(
          id,
          typeof values.head === 'string' ? values.head : undefined,
        );
        const rowId = fault?.rowId === undefined ? undefined : String(fault.rowId);
        out.json({ tenant: name, rows, head, isIntact: !fault, ...(fault && { fault: fault.what, rowId }) });
        out.text(
          `${name}: ${fault ? sayFault(fault.what, rowId) : `complete, ${rows} entries, head ${head || 'none'}`}`,
        );
        if (fault) broken += 1;
      }
      return broken === 0 ? 0 : 1;
    });
  },
};

function sayFault(what: 'chain' | 'end' | 'head', rowId: string | undefined): string {
  if (what === 'chain') return `BROKEN at entry ${rowId}: it, or one before it, was changed, moved, added or removed`;
  return what === 'end'
    ? 'BROKEN: entries at the end, or the record of the last entry, were removed'
    : 'BROKEN: the log does not contain the head that you noted';
}
