import type { Database } from '@longhand/db';
import type { Logger } from '@longhand/log';
import { documentPrefix, type ObjectStore, uploadPrefix } from '@longhand/storage';
import { startLoop } from './loop.js';

export interface CollectorOptions {
  db: Pick<Database, 'integrity'>;
  store: Pick<ObjectStore, 'list' | 'deletePrefix' | 'unfinishedWrites'>;
  log: Logger;
  /** What has had no row for so long is deleted; also the rest between two looks, ms. */
  olderThanMs: number;
  /** Removes temporary files of processes that no longer run; returns their number. */
  clearTemporary?: (() => Promise<number>) | undefined;
}

interface Owner {
  kind: 'd' | 'u';
  id: string;
}

const atOnce = 500;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Deletes what killed processes leave in the store: an original is stored before its row is
 * written, and a process that dies in between leaves it without a row. Every API instance may run a
 * collector.
 */
export function startOrphanCollector(options: CollectorOptions): { close(): Promise<void> } {
  const { log, olderThanMs } = options;
  const collector = new OrphanCollector(options);
  const loop = startLoop({
    intervalMs: olderThanMs,
    log,
    what: 'collector of leftovers',
    work: (signal) => collector.look(Date.now(), signal),
  });
  return { close: loop.close };
}

/**
 * Remembers from look to look what has no row; keeps nothing else in memory, however many objects
 * there are.
 */
export class OrphanCollector {
  readonly #options: CollectorOptions;
  #seen = new Map<string, number>();

  constructor(options: CollectorOptions) {
    this.#options = options;
  }

  /**
   * One look through the whole store. What has no row is deleted when it had none at a look
   * `olderThanMs` ago either: counted from our own looks, because a store's times may be another
   * clock's.
   */
  async look(nowMs: number, signal?: AbortSignal): Promise<void> {
    const { db, store, log, olderThanMs, clearTemporary } = this.#options;
    const seen = new Map<string, number>();
    let objects = 0;
    for await (const [prefix, owner] of this.#withoutRows(signal)) {
      const since = Math.min(this.#seen.get(prefix) ?? nowMs, nowMs);
      if (nowMs - since < olderThanMs) {
        seen.set(prefix, since);
        continue;
      }
      await store.deletePrefix(prefix);
      if (owner.kind === 'u') await db.integrity.forgetParked(owner.id);
      objects += 1;
    }
    if (signal?.aborted) return;
    this.#seen = seen;
    const writes = (await store.unfinishedWrites?.(olderThanMs, true)) ?? 0;
    const folders = (await clearTemporary?.()) ?? 0;
    if (objects + writes + folders > 0)
      log.info({ objects, writes, folders }, 'removed files that killed processes had left');
  }

  async *#withoutRows(signal: AbortSignal | undefined): AsyncGenerator<[string, Owner]> {
    let some = new Map<string, Owner>();
    for await (const key of this.#options.store.list('t/')) {
      if (signal?.aborted) return;
      const owned = ownerOf(key);
      if (!owned) continue;
      some.set(...owned);
      if (some.size < atOnce) continue;
      yield* await this.#orphansAmong(some);
      some = new Map();
    }
    yield* await this.#orphansAmong(some);
  }

  async #orphansAmong(owners: ReadonlyMap<string, Owner>): Promise<[string, Owner][]> {
    const all = [...owners];
    if (all.length === 0) return [];
    const { integrity } = this.#options.db;
    const idsOf = (wanted: Owner['kind']) => all.filter(([, { kind }]) => kind === wanted).map(([, { id }]) => id);
    const known = {
      d: await integrity.documentsAmong(idsOf('d')),
      u: await integrity.openBatchesAmong(idsOf('u')),
    };
    return all.filter(([, { kind, id }]) => !known[kind].has(id));
  }
}

function ownerOf(key: string): [string, Owner] | undefined {
  const [, tenantId, kind, id] = key.split('/');
  if (!uuid.test(tenantId ?? '') || !uuid.test(id ?? '')) return undefined;
  if (kind === 'd') return [documentPrefix(tenantId, id), { kind, id }];
  return kind === 'u' ? [uploadPrefix(tenantId, id), { kind, id }] : undefined;
}
