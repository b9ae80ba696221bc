import { lockDocumentOfPage } from '../document-status.js';
import { type Client, transact } from '../prisma.js';
import { indexPage, readingColumns } from './index-page.js';

/**
 * Writes search rows for pages that were read before there was an index of this kind, at most `limit` of them.
 * @returns how many were written; 0 when none is missing
 */
export async function indexMissing(client: Client, limit: number): Promise<number> {
  const pages = await client.$queryRaw<{ id: string; tenantId: string }[]>`
    SELECT id, tenant_id AS "tenantId" FROM page
    WHERE text IS NOT NULL AND NOT EXISTS (SELECT FROM search_page WHERE page_id = page.id) LIMIT ${limit}`;
  for (const { id, tenantId } of pages) {
    await transact(client, async (tx) => {
      if (!(await lockDocumentOfPage(tx, tenantId, id))) return;
      const words = await tx.word.findMany({
        where: { pageId: id, tenantId },
        select: readingColumns,
        orderBy: [{ lineNumber: 'asc' }, { number: 'asc' }],
      });
      await indexPage(tx, tenantId, id, words);
    });
  }
  return pages.length;
}
