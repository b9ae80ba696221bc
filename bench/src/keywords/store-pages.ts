import { createHash, randomUUID } from 'node:crypto';
import { recognisePageJob, segmentPageJob, splitDocumentJob } from '@longhand/contracts';
import type { RecognisedPage } from '@longhand/core';
import type { Database } from '@longhand/db';
import type { EngineReading } from './read-pages.js';

/**
 * Stores read pages as documents of a tenant, by the steps that the workers take.
 * @returns the page's name by its document's id
 */
export async function storePages(
  db: Database,
  tenantId: string,
  pages: readonly EngineReading[],
  change: (page: RecognisedPage) => RecognisedPage = (page) => page,
): Promise<Map<string, string>> {
  const { id: batchId } = await db.batches.create(tenantId, {});
  const names = new Map<string, string>();
  for (const { page, recognised } of pages) {
    const documentId = randomUUID();
    const payload = { tenantId, documentId };
    const sha256 = createHash('sha256').update(documentId).digest('hex');
    const document = {
      id: documentId,
      batchId,
      name: 'scan.jpg',
      title: 'A page',
      tags: [],
      sha256,
      mediaType: 'image/jpeg',
      sizeBytes: 1,
    };
    await db.documents.createOnce(tenantId, document, { contract: splitDocumentJob, payload });
    let pageId = '';
    await db.documents.finishSplit(tenantId, documentId, {
      pageCount: 1,
      nextOf: (id) => {
        pageId = id;
        return { contract: segmentPageJob, payload: { ...payload, pageId } };
      },
    });
    const done = { tookMs: 0, worker: 'evaluation' };
    const next = { contract: recognisePageJob, payload: { ...payload, pageId } };
    await db.pages.markSegmented(tenantId, pageId, { widthPx: 1, heightPx: 1, skewDegrees: 0, ...done }, next);
    await db.pages.saveRecognised(tenantId, pageId, { page: change(recognised), modelVersion: 'evaluation', ...done });
    names.set(documentId, page);
  }
  return names;
}

/** A page as it would be without other readings. */
export const firstReadingsOnly = (page: RecognisedPage): RecognisedPage => ({
  ...page,
  lines: page.lines.map((line) => ({ ...line, words: line.words.map((word) => ({ ...word, alternatives: [] })) })),
});
