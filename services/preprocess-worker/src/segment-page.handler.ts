import { type PayloadOf, recognisePageJob, segmentPageJob } from '@longhand/contracts';
import type { Database } from '@longhand/db';
import type { JobContext } from '@longhand/queue';
import { pageRows, type StartedPageStep, type StepDefinition } from '@longhand/runtime';
import { glyphsKey, layoutKey, type ObjectStore, pageImageKey, stripsKey } from '@longhand/storage';
import type { PagePool } from './page-pool.js';
import { removeIfDeleted } from './remove-if-deleted.js';
import { withOriginal } from './with-original.js';

export interface SegmentPageDeps {
  pages: Pick<Database['pages'], 'begin' | 'handBack' | 'fail' | 'markSegmented'>;
  documents: Pick<Database['documents'], 'exists'>;
  store: Pick<ObjectStore, 'toFile' | 'put' | 'deletePrefix'>;
  pool: Pick<PagePool, 'segment'>;
  relay: { kick(): void };
  /** Names this process in the timeline. */
  worker: string;
}

/**
 * Decodes one page, finds its lines, words and glyphs and stores them with the page's picture.
 * Everything is written by key, so a second run leaves the same state; of a document that was
 * deleted meanwhile nothing stays behind.
 */
export const segmentPageStep = (deps: SegmentPageDeps): StepDefinition<typeof segmentPageJob, StartedPageStep> => ({
  contract: segmentPageJob,
  rows: pageRows(deps.pages, 'segment-page'),
  work: (payload, begun, context) => segmentBegun(deps, payload, begun, context),
  // An earlier run may have been killed after it had written and before it could look.
  onNothing: (payload) => removeIfDeleted(deps, payload),
});

async function segmentBegun(
  deps: SegmentPageDeps,
  payload: PayloadOf<typeof segmentPageJob>,
  begun: StartedPageStep,
  { signal, log }: Pick<JobContext, 'signal' | 'log'>,
): Promise<void> {
  let isMarked: boolean;
  try {
    isMarked = await segmentAndStore(deps, payload, begun.page, signal);
  } catch (error) {
    await removeIfDeleted(deps, payload).catch((err) =>
      log.warn({ err }, 'could not look for files that a deleted page left'),
    );
    throw error;
  }
  if (isMarked) deps.relay.kick();
  else await removeIfDeleted(deps, payload);
}

async function segmentAndStore(
  deps: SegmentPageDeps,
  { tenantId, documentId, pageId }: PayloadOf<typeof segmentPageJob>,
  { number, rotationDegrees, rotatedByPerson }: StartedPageStep['page'],
  signal: AbortSignal,
): Promise<boolean> {
  const startedAt = performance.now();
  const page = await withOriginal(deps.store, { tenantId, documentId }, (path) =>
    // What reads best counts from the file, so that a second run finds the same.
    deps.pool.segment(
      path,
      { number, rotation: rotatedByPerson ? rotationDegrees : 0, isFixed: rotatedByPerson },
      signal,
    ),
  );
  signal.throwIfAborted();
  const put = (key: string, body: Uint8Array, contentType: string) =>
    deps.store.put(key, Buffer.from(body.buffer, body.byteOffset, body.byteLength), {
      contentType,
      sizeBytes: body.length,
    });
  const writes = await Promise.allSettled([
    put(pageImageKey(tenantId, documentId, number), page.jpeg, 'image/jpeg'),
    put(layoutKey(tenantId, documentId, number), Buffer.from(page.layoutJson), 'application/json'),
    put(glyphsKey(tenantId, documentId, number), page.glyphs, 'application/octet-stream'),
    put(stripsKey(tenantId, documentId, number), page.strips, 'application/octet-stream'),
  ]);
  // Only once all have ended: a write that is still under way would come after the removal.
  for (const write of writes) if (write.status === 'rejected') throw write.reason;
  signal.throwIfAborted();
  const { widthPx, heightPx, skewDegrees, rotation, warnings } = page;
  const tookMs = Math.round(performance.now() - startedAt);
  const next = { contract: recognisePageJob, payload: { tenantId, documentId, pageId } };
  const outcome = {
    widthPx,
    heightPx,
    skewDegrees,
    rotationDegrees: rotation,
    warnings,
    tookMs,
    worker: deps.worker,
  };
  return deps.pages.markSegmented(tenantId, pageId, outcome, next);
}
