import { readFile } from 'node:fs/promises';
import type { AuditAnchor } from '@longhand/contracts';
import { AppError } from '@longhand/core';
import type { AuditFault, Database } from '@longhand/db';
import { CliError, UsageError } from '../cli-error.js';
import type { CommandInput } from '../command.js';

/**
 * `longhand audit verify`: every log against itself, and against what was written down of it.
 * @returns the exit code: 1 when a log, or the file of anchors, is not what it was
 */
export async function verifyAudit(db: Database, { values, out }: CommandInput): Promise<number> {
  const { tenant, head, anchor, key } = values as Record<string, string | undefined>;
  const anchors = await anchorsOf(anchor, key);
  const { checkAuditLogs } = await import('@longhand/runtime');
  const logs = await checkAuditLogs({ db, anchors, ...(head && { head }), ...(tenant && { tenant }) });
  if (tenant !== undefined && logs.length === 0) throw new UsageError(`audit: there is no tenant "${tenant}".`);
  for (const { tenantId, name = tenantId, rows, head: end, fault } of logs) {
    const rowId = fault?.rowId === undefined ? undefined : String(fault.rowId);
    out.json({
      tenant: name,
      rows,
      head: end,
      isIntact: !fault,
      ...(fault && { fault: fault.what, rowId, anchoredRows: fault.anchoredRows }),
    });
    out.text(`${name}: ${fault ? sayFault(fault, rows) : `complete, ${rows} entries, head ${end || 'none'}`}`);
  }
  if (anchors.length > 0) {
    const times = anchors.map(({ at }) => at).sort();
    out.note(`Compared with ${anchors.length} signed anchors, from ${times[0]} to ${times.at(-1)}.`);
  }
  return logs.some(({ fault }) => fault) ? 1 : 0;
}

async function anchorsOf(file: string | undefined, keyFile: string | undefined): Promise<AuditAnchor[]> {
  if (file === undefined && keyFile === undefined) return [];
  if (file === undefined || keyFile === undefined) throw new UsageError('audit: give --anchor and --key together.');
  const { anchorPublicKey, readAnchors } = await import('@longhand/db');
  const read = (path: string) =>
    readFile(path, 'utf8').catch((cause) => {
      throw new CliError(`${path} cannot be read. Check the path and its permissions.`, { cause });
    });
  const [text, key] = [await read(file), await read(keyFile)];
  try {
    return readAnchors(text, anchorPublicKey(key));
  } catch (error) {
    throw error instanceof AppError ? new CliError(error.message, { cause: error }) : error;
  }
}

function sayFault({ what, rowId, anchoredRows }: AuditFault, rows: number): string {
  switch (what) {
    case 'chain':
      return `BROKEN at entry ${rowId}: it, or one before it, was changed, moved, added or removed`;
    case 'end':
      return 'BROKEN: entries at the end, or the record of the last entry, were removed';
    case 'head':
      return 'BROKEN: the log does not contain the head that you noted';
    case 'cut':
      return `BROKEN: the log was cut: an anchor vouches for ${anchoredRows} entries, and there are ${rows}`;
    case 'rewritten':
      return `BROKEN: the log was rewritten: its first ${anchoredRows} entries are not those that were anchored`;
  }
}
