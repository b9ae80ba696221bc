import { allJobs } from '@longhand/contracts';
import type { Database } from '@longhand/db';
import type { Logger } from '@longhand/log';
import type { JobQueue } from '@longhand/queue';
import { sweep } from '@longhand/runtime';
import { plainKeys, type SealedStore } from '@longhand/storage';
import { compareStore, type StoreFindings } from './compare-store.js';

export interface Findings extends StoreFindings {
  /** Writes to the store whose process died before they were finished. */
  unfinished: number;
  /** Rows that have waited for longer than `stuckAfterMs` and whose job the queue does not have. */
  lostJobs: number;
  /** Pages that were read and that search does not know. */
  unindexed: number;
  /** Files that are not encrypted in a store that is; looked for only when asked. */
  plain: string[];
  /** Tenants whose audit log is not whole. */
  brokenLogs: string[];
  repaired?: Repairs;
}

export interface Repairs {
  orphans: number;
  unfinished: number;
  lostJobs: number;
  unindexed: number;
}

export interface CheckOptions {
  db: Database;
  store: SealedStore;
  queue: JobQueue;
  log: Logger;
  isDeep?: boolean;
  isRepair?: boolean;
  graceMs?: number;
  stuckAfterMs?: number;
  unfinishedAfterMs?: number;
}

const most = 100_000;

/**
 * Compares database, store and queue, and reads the audit logs. With `isRepair` it deletes what
 * belongs to no row, enqueues lost jobs again and fills the search index. It never deletes a row,
 * and cannot bring back a file: that is what backups are for.
 */
export async function checkSystem(options: CheckOptions): Promise<Findings> {
  const { db, store, isDeep = false, isRepair = false, graceMs = 10_000, stuckAfterMs = 15_000 } = options;
  const { unfinishedAfterMs = 3_600_000 } = options;
  const findings: Findings = {
    ...(await compareStore({ db, store, isDeep, graceMs })),
    unfinished: (await store.unfinishedWrites?.(unfinishedAfterMs, false)) ?? 0,
    lostJobs: await countLostJobs(options, stuckAfterMs),
    unindexed: await db.integrity.countUnindexed(),
    plain: [],
    brokenLogs: [],
  };
  if (isDeep && store.dataKeys) for await (const key of plainKeys(store)) findings.plain.push(key);
  for (const { id, name } of await db.tenants.list()) {
    if ((await db.audit.verify(id)).fault) findings.brokenLogs.push(name);
  }
  return isRepair
    ? { ...findings, repaired: await repair(options, findings, stuckAfterMs, unfinishedAfterMs) }
    : findings;
}

export const isSound = ({
  missing,
  corrupt,
  plain,
  orphans,
  unfinished,
  lostJobs,
  unindexed,
  brokenLogs,
  repaired,
}: Findings): boolean => {
  const beyondRepair = missing.length + corrupt.length + plain.length + brokenLogs.length;
  if (!repaired) return beyondRepair + orphans.length + unfinished + lostJobs + unindexed === 0;
  return beyondRepair === 0 && repaired.orphans === orphans.length && repaired.unindexed >= unindexed;
};

async function countLostJobs({ db, queue }: CheckOptions, olderThanMs: number): Promise<number> {
  const options = { timeoutMs: 30_000 };
  let lost = 0;
  for (const job of allJobs) {
    const { row, status } = job.waits;
    const waiting =
      row === 'document'
        ? await db.documents.stuck(olderThanMs, most)
        : await db.pages.stuck(status, olderThanMs, most);
    lost += (await queue.missing(job, waiting, options)).length;
  }
  return lost;
}

async function repair(
  { db, store, queue, log }: CheckOptions,
  findings: Findings,
  olderThanMs: number,
  unfinishedAfterMs: number,
): Promise<Repairs> {
  const unfinished = (await store.unfinishedWrites?.(unfinishedAfterMs, true)) ?? 0;
  for (const prefix of findings.orphans) await store.deletePrefix(prefix);
  if (findings.lostJobs > 0) await sweep({ db, queue, log, olderThanMs });
  let unindexed = 0;
  for (let written = -1; written !== 0; unindexed += written) written = await db.search.indexMissing(100);
  return { orphans: findings.orphans.length, unfinished, lostJobs: findings.lostJobs, unindexed };
}
