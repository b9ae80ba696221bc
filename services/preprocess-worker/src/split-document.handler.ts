import { type PayloadOf, segmentPage, type splitDocument } from '@longhand/contracts';
import { PermanentFailure } from '@longhand/core';
import type { Database } from '@longhand/db';
import type { SuspectLane } from '@longhand/runtime';
import type { ObjectStore } from '@longhand/storage';
import type { PagePool } from './page-pool.js';
import { withOriginal } from './with-original.js';

export interface SplitDocumentDeps {
  documents: Pick<Database['documents'], 'beginSplit' | 'handBackSplit' | 'finishSplit'>;
  store: Pick<ObjectStore, 'toFile'>;
  pool: Pick<PagePool, 'open'>;
  relay: { kick(): void };
  lane: SuspectLane;
  /** Names this process in the timeline. */
  worker: string;
}

/** A document that was started this often without an end has ended its workers. */
const maxStarts = 5;

/** Opens an original, counts its pages and makes a row and a job for each. A document that is gone, cancelled or split already is left alone. */
export function splitDocumentHandler(
  deps: SplitDocumentDeps,
  payload: PayloadOf<typeof splitDocument>,
  { signal }: { signal: AbortSignal },
): Promise<void> {
  const { tenantId, documentId } = payload;
  const start = {
    begin: () => deps.documents.beginSplit(tenantId, documentId),
    handBack: () => deps.documents.handBackSplit(tenantId, documentId),
  };
  return deps.lane.run(start, signal, (begun) => splitBegun(deps, payload, begun, signal));
}

async function splitBegun(
  deps: SplitDocumentDeps,
  { tenantId, documentId }: PayloadOf<typeof splitDocument>,
  begun: { starts: number } | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (!begun) return;
  if (begun.starts > maxStarts) {
    throw new PermanentFailure(
      'document.crashes_worker',
      'Opening this file has stopped the program several times. Save it again as PDF, JPEG or PNG and upload it again.',
    );
  }
  const startedAt = performance.now();
  const { pageCount } = await withOriginal(deps.store, { tenantId, documentId }, (path) =>
    deps.pool.open(path, signal),
  );
  const outcome = { tookMs: Math.round(performance.now() - startedAt), worker: deps.worker };
  const nextOf = (pageId: string) => ({ contract: segmentPage, payload: { tenantId, documentId, pageId } });
  if (await deps.documents.finishSplit(tenantId, documentId, pageCount, nextOf, outcome)) deps.relay.kick();
}
