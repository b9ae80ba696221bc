import { foldingVersion } from '@longhand/core';
import { lockDocumentOfPage } from '../document-status.js';
import { type Client, transact } from '../prisma.js';
import { indexPage, readingColumns } from './index-page.js';

interface PageOfTenant {
  id: string;
  tenantId: string;
}

/**
 * Writes search rows for pages that were read before this kind of index existed, at most `limit` of
 * them.
 * @returns how many were written; 0 when none is missing
 */
export async function indexMissing(client: Client, limit: number): Promise<number> {
  const pages = await client.$queryRaw<PageOfTenant[]>`
    SELECT id, tenant_id AS "tenantId" FROM page
    WHERE text IS NOT NULL AND NOT EXISTS (SELECT FROM search_page WHERE page_id = page.id) LIMIT ${limit}`;
  return indexAll(client, pages);
}

/**
 * Rewrites search rows of an older normalisation, at most `limit` of them; triggers update the
 * lexicon. Rows of a newer normalisation are not touched: during an update, an older process may
 * run next to newer ones.
 * @returns how many were looked at; 0 when all are up to date
 */
export async function refold(client: Client, limit: number): Promise<number> {
  const pages = await client.$queryRaw<PageOfTenant[]>`
    SELECT page_id AS id, tenant_id AS "tenantId" FROM search_page WHERE folding < ${foldingVersion} LIMIT ${limit}`;
  return indexAll(client, pages);
}

async function indexAll(client: Client, pages: readonly PageOfTenant[]): Promise<number> {
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
