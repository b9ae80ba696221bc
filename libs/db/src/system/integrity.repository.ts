import type { Client } from '../prisma.js';

/** What a document's rows say there must be in the store. */
export interface ExpectedFiles {
  tenantId: string;
  documentId: string;
  sha256: string;
  /** Numbers of the pages that have an image. */
  pages: number[];
}

/** Questions about all tenants, for comparing the database with the other stores. */
export interface IntegrityRepository {
  /** Documents in the order of their ids, from behind `after`. */
  expectedFiles(after: string | undefined, limit: number): Promise<ExpectedFiles[]>;
  /** Those of the ids that are documents. */
  documentsAmong(ids: readonly string[]): Promise<Set<string>>;
  /** Those of the ids that are batches which still take files. */
  openBatchesAmong(ids: readonly string[]): Promise<Set<string>>;
  /** The parts of a batch's unfinished files are gone: they count for no quota any more. */
  forgetParked(batchId: string): Promise<void>;
  /** Pages that were read and have no row in the search index. */
  countUnindexed(): Promise<number>;
}

export function integrityRepository(client: Client): IntegrityRepository {
  return {
    expectedFiles: (after, limit) => client.$queryRaw<ExpectedFiles[]>`
      SELECT d.tenant_id AS "tenantId", d.id AS "documentId", d.sha256,
        ARRAY(SELECT number FROM page WHERE document_id = d.id AND status IN ('segmented', 'recognised')
          ORDER BY number) AS pages
      FROM document d WHERE ${after ?? null}::uuid IS NULL OR d.id > ${after ?? null}::uuid ORDER BY d.id
        LIMIT ${limit}`,

    async documentsAmong(ids) {
      const rows = await client.document.findMany({ where: { id: { in: [...ids] } }, select: { id: true } });
      return new Set(rows.map(({ id }) => id));
    },

    async openBatchesAmong(ids) {
      const where = { id: { in: [...ids] }, receivedAt: null };
      const rows = await client.batch.findMany({ where, select: { id: true } });
      return new Set(rows.map(({ id }) => id));
    },

    async forgetParked(batchId) {
      await client.parkedUpload.deleteMany({ where: { batchId } });
    },

    async countUnindexed() {
      const [{ count }] = await client.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM page
        WHERE text IS NOT NULL AND NOT EXISTS (SELECT FROM search_page WHERE page_id = page.id)`;
      return count;
    },
  };
}
