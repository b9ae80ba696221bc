import { type PayloadOf, segmentPageJob, splitDocumentJob } from '@longhand/contracts';
import type { Database } from '@longhand/db';
import { documentRows, type StartedDocumentStep, type StepDefinition } from '@longhand/runtime';
import type { ObjectStore } from '@longhand/storage';
import type { PagePool } from './page-pool.js';
import { withOriginal } from './with-original.js';

export interface SplitDocumentDeps {
  documents: Pick<Database['documents'], 'beginSplit' | 'handBackSplit' | 'fail' | 'finishSplit'>;
  store: Pick<ObjectStore, 'toFile'>;
  pool: Pick<PagePool, 'open'>;
  relay: { kick(): void };
  /** Names this process in the timeline. */
  worker: string;
}

/** Opens an original, counts its pages and makes a row and a job for each. */
export const splitDocumentStep = (
  deps: SplitDocumentDeps,
): StepDefinition<typeof splitDocumentJob, StartedDocumentStep> => ({
  contract: splitDocumentJob,
  rows: documentRows(deps.documents),
  work: (payload, _begun, { signal }) => split(deps, payload, signal),
});

async function split(
  deps: SplitDocumentDeps,
  { tenantId, documentId }: PayloadOf<typeof splitDocumentJob>,
  signal: AbortSignal,
): Promise<void> {
  const startedAt = performance.now();
  const { pageCount } = await withOriginal(deps.store, { tenantId, documentId }, (path) =>
    deps.pool.open(path, signal),
  );
  const outcome = { tookMs: Math.round(performance.now() - startedAt), worker: deps.worker };
  const nextOf = (pageId: string) => ({ contract: segmentPageJob, payload: { tenantId, documentId, pageId } });
  if (await deps.documents.finishSplit(tenantId, documentId, { pageCount, nextOf, outcome })) deps.relay.kick();
}
