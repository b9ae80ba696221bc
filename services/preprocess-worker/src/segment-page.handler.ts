import { type PayloadOf, recognisePage, type segmentPage } from '@longhand/contracts';
import { PermanentFailure } from '@longhand/core';
import type { Database } from '@longhand/db';
import { glyphsKey, layoutKey, type ObjectStore, pageImageKey, stripsKey } from '@longhand/storage';
import type { PagePool } from './page-pool.js';
import { withOriginal } from './with-original.js';

export interface SegmentPageDeps {
  pages: Pick<Database['pages'], 'begin' | 'markSegmented'>;
  store: Pick<ObjectStore, 'toFile' | 'put'>;
  pool: Pick<PagePool, 'segment'>;
  relay: { kick(): void };
  /** Names this process in the timeline. */
  worker: string;
}

/** A page that was started this often without an end has ended its workers. */
const mostStarts = 5;

/**
 * Decodes one page, finds its lines, words and glyphs and stores them with the page's picture. Everything is written by key, so a second run
 * leaves the same state. A page that is gone, cancelled or past this step is left alone.
 */
export async function segmentPageHandler(
  deps: SegmentPageDeps,
  { tenantId, documentId, pageId }: PayloadOf<typeof segmentPage>,
  { signal }: { signal: AbortSignal },
): Promise<void> {
  const begun = await deps.pages.begin(tenantId, pageId, 'segment-page');
  if (!begun) return;
  if (begun.starts > mostStarts) {
    throw new PermanentFailure(
      'page.crashes_worker',
      'Working on this page has stopped the program several times. Scan it again and upload the new file.',
    );
  }
  const startedAt = performance.now();
  const { number } = begun.page;
  const page = await withOriginal(deps.store, { tenantId, documentId }, (path) =>
    deps.pool.segment(path, number, signal),
  );
  const put = (key: string, body: Uint8Array, contentType: string) =>
    deps.store.put(key, Buffer.from(body.buffer, body.byteOffset, body.byteLength), {
      contentType,
      sizeBytes: body.length,
    });
  await Promise.all([
    put(pageImageKey(tenantId, documentId, number), page.jpeg, 'image/jpeg'),
    put(layoutKey(tenantId, documentId, number), Buffer.from(page.layoutJson), 'application/json'),
    put(glyphsKey(tenantId, documentId, number), page.glyphs, 'application/octet-stream'),
    put(stripsKey(tenantId, documentId, number), page.strips, 'application/octet-stream'),
  ]);
  signal.throwIfAborted();
  const { widthPx, heightPx, skewDegrees } = page;
  const tookMs = Math.round(performance.now() - startedAt);
  const next = { contract: recognisePage, payload: { tenantId, documentId, pageId } };
  const outcome = { widthPx, heightPx, skewDegrees, tookMs, worker: deps.worker };
  if (await deps.pages.markSegmented(tenantId, pageId, outcome, next)) deps.relay.kick();
}
