import type { PayloadOf, recognisePage } from '@longhand/contracts';
import { type PageLayout, PermanentFailure } from '@longhand/core';
import type { Database } from '@longhand/db';
import { glyphsKey, layoutKey, type ObjectStore } from '@longhand/storage';
import type { ClassifierPool } from './classifier-pool.js';

export interface RecognisePageDeps {
  pages: Pick<Database['pages'], 'begin' | 'saveRecognised'>;
  store: Pick<ObjectStore, 'get'>;
  classifier: Pick<ClassifierPool, 'alphabet' | 'modelVersion' | 'classify' | 'decode'>;
  uncertainBelow: number;
  /** Names this process in the timeline. */
  worker: string;
}

/** A page that was started this often without an end has ended its workers. */
const mostStarts = 5;

/**
 * Reads one segmented page: all its glyphs in one call, then the decoder, then everything saved in one transaction. A page that is gone,
 * cancelled or already read is left alone, so the job can run twice.
 */
export async function recognisePageHandler(
  deps: RecognisePageDeps,
  { tenantId, documentId, pageId }: PayloadOf<typeof recognisePage>,
  { signal }: { signal: AbortSignal },
): Promise<void> {
  const begun = await deps.pages.begin(tenantId, pageId, 'recognise-page');
  if (!begun) return;
  if (begun.starts > mostStarts)
    throw new PermanentFailure(
      'page.crashes_worker',
      'This page has stopped the reader several times and is not tried again; scan it anew.',
    );
  const startedAt = performance.now();
  const { number } = begun.page;
  const [layout, glyphs] = await Promise.all([
    deps.store.get(layoutKey(tenantId, documentId, number)),
    deps.store.get(glyphsKey(tenantId, documentId, number)),
  ]);
  const probabilities = await deps.classifier.classify(glyphs, signal);
  signal.throwIfAborted();
  const options = { alphabet: deps.classifier.alphabet, uncertainBelow: deps.uncertainBelow };
  const page = await deps.classifier.decode(parseLayout(layout), probabilities, options, signal);
  signal.throwIfAborted();
  await deps.pages.saveRecognised(tenantId, pageId, {
    page,
    modelVersion: deps.classifier.modelVersion,
    tookMs: Math.round(performance.now() - startedAt),
    worker: deps.worker,
  });
}

function parseLayout(bytes: Buffer): PageLayout {
  let layout: PageLayout;
  try {
    layout = JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new PermanentFailure(
      'layout.unreadable',
      'The stored layout of this page is damaged; upload the document again.',
      {
        cause,
      },
    );
  }
  if (layout.version !== 1)
    throw new PermanentFailure(
      'layout.version',
      'The layout of this page was written by another version of the program; upload the document again.',
    );
  return layout;
}
