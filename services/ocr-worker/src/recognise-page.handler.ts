import { type PayloadOf, recognisePageJob } from '@longhand/contracts';
import { type PageReaders, readSegmented } from '@longhand/inference';
import { type GlyphShare, packGlyphShare, type PageLayout, PermanentFailure, unpackStrips } from '@longhand/core';
import type { Database } from '@longhand/db';
import { pageRows, type StartedPageStep, type StepDefinition } from '@longhand/runtime';
import { glyphsKey, layoutKey, type ObjectStore, stripsKey } from '@longhand/storage';
import { withSpan } from '@longhand/telemetry';
import type { ClassifierPool } from './classifier-pool.js';

export interface RecognisePageDeps {
  pages: Pick<Database['pages'], 'begin' | 'handBack' | 'fail' | 'saveRecognised'>;
  store: Pick<ObjectStore, 'get'>;
  classifier: Pick<ClassifierPool, 'modelVersion' | 'lines' | 'classify' | 'readLines' | 'decode'>;
  /** Names this process in the timeline. */
  worker: string;
}

/**
 * Reads one segmented page: its lines by the line reader, boxes and separate characters by the
 * glyph reader, then the decoder, then everything saved in one transaction.
 */
export const recognisePageStep = (
  deps: RecognisePageDeps,
): StepDefinition<typeof recognisePageJob, StartedPageStep> => ({
  contract: recognisePageJob,
  rows: pageRows(deps.pages, 'recognise-page'),
  work: (payload, begun, { signal }) => readBegun(deps, payload, begun, signal),
});

async function readBegun(
  deps: RecognisePageDeps,
  { tenantId, documentId, pageId }: PayloadOf<typeof recognisePageJob>,
  begun: StartedPageStep,
  signal: AbortSignal,
): Promise<void> {
  const startedAt = performance.now();
  const { number } = begun.page;
  const at = [tenantId, documentId, number] as const;
  const { classifier, store } = deps;
  const readers: PageReaders = {
    hasLines: classifier.lines !== undefined,
    classify: (glyphs) => classifier.classify(glyphs, signal),
    readLines: (strips) => classifier.readLines(strips, signal),
    decode: (layout, scores) => {
      signal.throwIfAborted();
      return classifier.decode(layout, scores, signal);
    },
  };
  const segmented = {
    layout: parseLayout(await store.get(layoutKey(...at))),
    glyphs: async (share: GlyphShare) => packGlyphShare(share, await store.get(glyphsKey(...at))),
    strips: async () => unpackStrips(await store.get(stripsKey(...at))),
  };
  const page = await withSpan('read-page', {}, () => readSegmented(readers, segmented));
  signal.throwIfAborted();
  const recognition = {
    page,
    modelVersion: modelVersionOf(deps.classifier),
    tookMs: Math.round(performance.now() - startedAt),
    worker: deps.worker,
  };
  await withSpan('index-page', {}, () => deps.pages.saveRecognised(tenantId, pageId, recognition));
}

/** Both networks: a correction or an export can tell which ones read the page. */
function modelVersionOf({ modelVersion, lines }: Pick<ClassifierPool, 'modelVersion' | 'lines'>): string {
  return lines ? `${modelVersion}+${lines.modelVersion}` : modelVersion;
}

function parseLayout(bytes: Buffer): PageLayout {
  let layout: PageLayout;
  try {
    layout = JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new PermanentFailure(
      'layout.unreadable',
      'The stored layout of this page is damaged. Upload the document again.',
      {
        cause,
      },
    );
  }
  if (layout.version !== 1)
    throw new PermanentFailure(
      'layout.version',
      'The layout of this page was written by another version of the program. Upload the document again.',
    );
  return layout;
}
