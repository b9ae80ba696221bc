import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BatchView } from '@longhand/contracts';
import pg from 'pg';
import type { BenchSystem } from '../system/bench-system.js';

/** The outcome of the files of one scenario. */
export interface Tally {
  files: number;
  done: number;
  failed: number;
  lost: number;
  duplicates: number;
  /** Codes of the failures. */
  codes: string[];
}

const pagesSql = `
  SELECT p.status, p.error_code AS code,
    (SELECT count(*)::int FROM timeline t WHERE t.page_id = p.id AND t.status = 'segmented') AS segmented,
    (SELECT count(*)::int FROM timeline t WHERE t.page_id = p.id AND t.status = 'recognised') AS recognised,
    (SELECT count(*)::int FROM word w WHERE w.page_id = p.id) AS words
  FROM page p JOIN document d ON d.id = p.document_id WHERE d.batch_id = ANY($1)`;

/**
 * Compares what was sent with the receipt and the rows: a file is lost when nobody accounts for it,
 * a row that is there twice is a duplicate.
 */
export async function lookAtBatches(databaseUrl: string, batches: readonly BatchView[], sent: number): Promise<Tally> {
  const documents = batches.flatMap((batch) => batch.documents);
  const accepted = batches.flatMap((batch) => batch.files).filter(({ status }) => status === 'accepted');
  const failures = documents.filter(({ status }) => status === 'failed' || status === 'partly_failed');
  const done = documents.filter(({ status }) => status === 'done').length;
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const ids = batches.map(({ id }) => id);
    const { rows: pages } = await client.query(pagesSql, [ids]);
    const { rows: rest } = await client.query(
      `SELECT (SELECT count(*)::int FROM document WHERE batch_id = ANY($1)) AS documents,
        (SELECT count(*)::int FROM (SELECT sha256 FROM document GROUP BY tenant_id, sha256
          HAVING count(*) > 1) AS twice) AS twins`,
      [ids],
    );
    const wanted = documents.reduce((sum, { pageCount = 0 }) => sum + pageCount, 0);
    const codes = [...documents.map(({ error }) => error?.code), ...pages.map(({ code }) => code)].filter(Boolean);
    const silent = pages.filter((page) => page.status === 'recognised' && page.words === 0).length;
    const twice = pages.filter((page) => page.segmented > 1 || page.recognised > 1).length;
    return {
      files: sent,
      done,
      failed: failures.length,
      // Done or failed with a reason: what is neither is lost.
      lost: Math.max(sent - accepted.length, sent - done - failures.length, wanted - pages.length) + silent,
      duplicates: Math.max(0, rest[0].documents - sent) + rest[0].twins + twice + Math.max(0, pages.length - wanted),
      codes: [...new Set(codes as string[])].toSorted(),
    };
  } finally {
    await client.end();
  }
}

/** Objects and temporary folders that belong to nobody, once the collector had its time. */
export async function leftovers(system: BenchSystem, withinMs: number): Promise<number> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const count = (await orphanObjects(system)) + (await deadFolders(join(system.folder, 'tmp')));
    if (count === 0 || performance.now() > deadline) return count;
    await sleep(500);
  }
}

async function orphanObjects({ folder, databaseUrl }: BenchSystem): Promise<number> {
  const tenants = join(folder, 'objects', 't');
  const ids: string[] = [];
  for (const tenant of await namesIn(tenants)) {
    const documents = join(tenants, tenant, 'd');
    // A folder whose object was deleted again stays, empty: it is no object.
    for (const id of await namesIn(documents)) if ((await namesIn(join(documents, id))).length > 0) ids.push(id);
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query('SELECT id FROM document');
    const known = new Set(rows.map(({ id }) => id));
    return ids.filter((id) => !known.has(id)).length;
  } finally {
    await client.end();
  }
}

/** Folders of processes that are gone. */
async function deadFolders(temporary: string): Promise<number> {
  let count = 0;
  for (const root of (await namesIn(temporary)).filter((name) => name.startsWith('longhand-'))) {
    for (const name of await namesIn(join(temporary, root))) {
      const pid = Number(name.split('~')[1]);
      if (pid > 0 && !isAlive(pid)) count += 1;
    }
  }
  return count;
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
