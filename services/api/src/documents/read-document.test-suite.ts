import { recognisePageJob, segmentPageJob } from '@longhand/contracts';
import { recognisedPage } from '@longhand/test-kit';
import { pngBytes, type TestApi } from '../start-api.test-suite.js';

/** Uploads a document and returns its id. */
export async function newDocument(api: TestApi, name = 'scan.png'): Promise<string> {
  const { files } = await api.receipt([{ name, bytes: pngBytes() }]);
  return files[0].documentId as string;
}

/**
 * Does what the workers do: splits the document and reads its pages; a page without lines fails.
 */
export async function readDocument(
  { db, tenantId }: TestApi,
  documentId: string,
  pages: (string[] | undefined)[],
): Promise<void> {
  const pageIds: string[] = [];
  await db.documents.finishSplit(tenantId, documentId, {
    pageCount: pages.length,
    nextOf: (pageId) => {
      pageIds.push(pageId);
      return { contract: segmentPageJob, payload: { tenantId, documentId, pageId } };
    },
  });
  for (const [i, lines] of pages.entries()) {
    const payload = { tenantId, documentId, pageId: pageIds[i] };
    if (!lines) {
      const problem = { code: 'image.unreadable', message: 'The page cannot be read. Scan it again.' };
      await db.pages.fail(tenantId, pageIds[i], {
        step: 'segment-page',
        problem,
        outcome: { attempt: 1, isFinal: true, worker: 'w' },
      });
      continue;
    }
    const size = { widthPx: 1000, heightPx: 1400, skewDegrees: 0.5 };
    await db.pages.markSegmented(
      tenantId,
      pageIds[i],
      { ...size, tookMs: 5, worker: 'w' },
      { contract: recognisePageJob, payload },
    );
    const page = recognisedPage(lines);
    await db.pages.saveRecognised(tenantId, pageIds[i], { page, modelVersion: 'test', tookMs: 5, worker: 'w' });
  }
}
