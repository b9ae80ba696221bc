import { recognisePageJob, segmentPageJob, splitDocumentJob } from '@longhand/contracts';
import { type Database, openDatabase } from '@longhand/db';
import { createLogger } from '@longhand/log';
import { createHash, randomUUID } from 'node:crypto';
import { recognisedPage } from './recognised-page.js';
import { createTestDatabase } from './test-database.js';

export interface Seed {
  db: Database;
  url: string;
  tenantId: string;
  batchId: string;
  close(): Promise<void>;
  /** A document of `pageCount` queued pages. */
  addDocument(options?: Partial<SeedDocument>): Promise<{ documentId: string; pageIds: string[] }>;
  /** A document whose pages read as given, one list of lines a page. */
  addRead(
    pages: readonly (readonly string[])[],
    options?: Partial<SeedDocument>,
  ): Promise<{ documentId: string; pageIds: string[] }>;
}

interface SeedDocument {
  tenantId: string;
  batchId: string;
  title: string;
  recordDate: string;
  tags: string[];
  pageCount: number;
}

/** A database of the test's own with one tenant and one batch. */
export async function seedDatabase(): Promise<Seed> {
  const { url, drop } = await createTestDatabase();
  const db = openDatabase({ url, pool: 5, log: createLogger({ service: 'test', level: 'silent' }) });
  const tenantId = await db.tenants.ensure('clinic');
  const batch = await db.batches.create(tenantId, {});

  const addDocument: Seed['addDocument'] = async (options = {}) => {
    const { pageCount = 1, tenantId: owner = tenantId, ...given } = options;
    const documentId = randomUUID();
    const document = { batchId: batch.id, title: 'A letter', tags: [], ...given };
    await db.documents.createOnce(
      owner,
      {
        id: documentId,
        name: 'scan.jpg',
        mediaType: 'image/jpeg',
        sizeBytes: 1,
        sha256: hashOf(documentId),
        ...document,
      },
      { contract: splitDocumentJob, payload: { tenantId: owner, documentId } },
    );
    await db.documents.finishSplit(owner, documentId, {
      pageCount,
      nextOf: (pageId) => ({
        contract: segmentPageJob,
        payload: { tenantId: owner, documentId, pageId },
      }),
    });
    const pages = (await db.documents.get(owner, documentId))?.pages ?? [];
    return { documentId, pageIds: pages.map(({ id }) => id) };
  };

  const addRead: Seed['addRead'] = async (pages, options = {}) => {
    const owner = options.tenantId ?? tenantId;
    const added = await addDocument({ ...options, pageCount: pages.length });
    for (const [i, pageId] of added.pageIds.entries()) {
      await db.pages.markSegmented(owner, pageId, segmented, {
        contract: recognisePageJob,
        payload: { tenantId: owner, documentId: added.documentId, pageId },
      });
      await db.pages.saveRecognised(owner, pageId, { ...readBy, page: recognisedPage(pages[i]) });
    }
    return added;
  };

  return {
    db,
    url,
    tenantId,
    batchId: batch.id,
    addDocument,
    addRead,
    async close() {
      await db.close();
      await drop();
    },
  };
}

export const segmented = { widthPx: 1000, heightPx: 1500, skewDegrees: 0.5, tookMs: 12, worker: 'w1' };
export const readBy = { modelVersion: 'm1', tookMs: 34, worker: 'w2' };

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
