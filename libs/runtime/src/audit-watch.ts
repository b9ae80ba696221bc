import { createPublicKey, type KeyObject } from 'node:crypto';
import { appendFile, readFile } from 'node:fs/promises';
import type { AuditAnchor } from '@longhand/contracts';
import { AppError } from '@longhand/core';
import { anchorSigningKey, type Database, readAnchors, signAnchor } from '@longhand/db';
import type { Logger } from '@longhand/log';
import { checkAuditLogs, soundHeads } from './check-audit-logs.js';
import { startLoop } from './loop.js';

export interface AuditWatchOptions {
  db: Pick<Database, 'tenants' | 'audit' | 'upkeep'>;
  log: Logger;
  /** Hours between two checks. */
  checkHours: number;
  /** The private key that signs anchors, as `anchorSigningKey` takes it; "" makes none. */
  anchorKey: string;
  /** The file that anchors are added to; "" leaves them to the log alone. */
  anchorFile: string;
}

const lookEveryMs = 5 * 60_000;

/**
 * Checks all audit logs when it is due, for the alert `LonghandAuditBroken`, and anchors them. Every
 * API may run one: the database lets one of them do it.
 * @throws AppError `audit.anchor_key` at once for a key that cannot sign
 */
export function startAuditWatch(options: AuditWatchOptions): { close(): Promise<void> } {
  const { log, checkHours, anchorKey } = options;
  const key = anchorKey ? anchorSigningKey(anchorKey) : undefined;
  const work = async (signal: AbortSignal) => {
    if (!(await options.db.upkeep.claim('audit-check', checkHours * 3_600_000))) return;
    await checkAndAnchor(options, key, signal).catch(async (error: unknown) => {
      await options.db.upkeep.failed('audit-check').catch(() => undefined);
      if (!signal.aborted) throw error;
    });
  };
  const loop = startLoop({ intervalMs: lookEveryMs, log, what: 'audit check', work });
  return { close: loop.close };
}

async function checkAndAnchor(
  { db, log, anchorFile }: AuditWatchOptions,
  key: KeyObject | undefined,
  signal: AbortSignal,
): Promise<void> {
  const { anchors, isForged } = await readOwnAnchors(anchorFile, key);
  if (isForged) log.error('the file of audit anchors was changed: an anchor in it was not signed with our key');
  const logs = await checkAuditLogs({ db, anchors, signal });
  const broken = logs.filter(({ fault }) => fault);
  for (const { tenantId, fault, rows } of broken)
    log.error({ tenantId, fault: fault?.what, rowId: fault?.rowId?.toString(), rows }, 'an audit log is broken');
  const heads = soundHeads(logs);
  if (key && heads.length > 0) {
    const anchor = signAnchor(heads, key);
    if (anchorFile) await appendFile(anchorFile, `${JSON.stringify(anchor)}\n`, { mode: 0o600, flush: true });
    log.info({ anchor }, 'audit anchor');
  }
  const brokenLogs = broken.length + Number(isForged);
  await db.upkeep.done('audit-check', { logs: logs.length, brokenLogs, anchored: key ? heads.length : 0 });
}

/** A file that is not there yet holds no anchors. */
async function readOwnAnchors(
  file: string,
  key: KeyObject | undefined,
): Promise<{ anchors: AuditAnchor[]; isForged: boolean }> {
  if (!file || !key) return { anchors: [], isForged: false };
  try {
    return { anchors: readAnchors(await readFile(file, 'utf8'), createPublicKey(key)), isForged: false };
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === 'ENOENT' || code === 'audit.anchor_missing') return { anchors: [], isForged: false };
    if (error instanceof AppError && code === 'audit.anchor_forged') return { anchors: [], isForged: true };
    throw error;
  }
}
