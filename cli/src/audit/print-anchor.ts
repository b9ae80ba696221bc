import { appendFile } from 'node:fs/promises';
import { AppError } from '@longhand/core';
import type { Database } from '@longhand/db';
import { CliError } from '../cli-error.js';
import type { CommandInput } from '../command.js';

/**
 * `longhand audit anchor`: the signed ends of all logs, as one line, also added to AUDIT_ANCHOR_FILE.
 * @returns the exit code: 1 when a log is broken, and so is not in the anchor
 */
export async function printAnchor(db: Database, { config, out }: CommandInput): Promise<number> {
  const { anchorKey, anchorFile } = config.audit;
  if (!anchorKey) throw new CliError('set AUDIT_ANCHOR_KEY to the private key that signs the anchor.');
  const [{ anchorSigningKey, signAnchor }, { checkAuditLogs, soundHeads }] = await Promise.all([
    import('@longhand/db'),
    import('@longhand/runtime'),
  ]);
  const logs = await checkAuditLogs({ db });
  const heads = soundHeads(logs);
  try {
    const anchor = signAnchor(heads, anchorSigningKey(anchorKey));
    if (anchorFile) await appendFile(anchorFile, `${JSON.stringify(anchor)}\n`, { mode: 0o600, flush: true });
    out.json(anchor);
    out.text(JSON.stringify(anchor));
  } catch (error) {
    throw error instanceof AppError ? new CliError(error.message, { cause: error }) : error;
  }
  const broken = logs.filter(({ fault }) => fault);
  for (const { tenantId, name = tenantId } of broken)
    out.note(`${name}: BROKEN, so not in the anchor. See \`longhand audit verify\`.`);
  return broken.length === 0 ? 0 : 1;
}
