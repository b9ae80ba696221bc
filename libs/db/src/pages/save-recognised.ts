import { judgeReading, readingWarnings, type PageWarning, type RecognisedPage } from '@longhand/core';
import { deriveStatus, lockDocumentOfPage } from '../document-status.js';
import { type Client, type Session, transact } from '../prisma.js';
import { indexPage } from '../search/index-page.js';
import { note } from '../timeline.js';
import { insertPageRows } from './insert-page-rows.js';
import { arrangeLines } from './lines/arrange-lines.js';
import { peoplesLinesOf } from './lines/peoples-lines.js';
import { settleWords } from './lines/settle-words.js';
import { rowsOf, type WordRow } from './page-rows.js';
import { updatePageText } from './update-page-text.js';

export interface Recognition {
  page: RecognisedPage;
  modelVersion: string;
  tookMs: number;
  worker: string;
}

/**
 * Ends recognise-page: replaces the page's lines and words, applies people's corrections, added and
 * deleted lines to them again, and writes text, search row, status and story, all in one
 * transaction. A second call with the same reading leaves the same rows.
 * @returns false, without effect, when the page is gone, its document cancelled, or it waits to be
 *   segmented again: then the reading is of a page that was turned meanwhile
 */
export function saveRecognised(
  client: Client,
  tenantId: string,
  pageId: string,
  { page, modelVersion, tookMs, worker }: Recognition,
): Promise<boolean> {
  return transact(client, async (tx) => {
    const document = await lockDocumentOfPage(tx, tenantId, pageId);
    if (!document || document.status === 'cancelled') return false;
    const before = await tx.page.findUniqueOrThrow({
      where: { id: pageId },
      select: { status: true, modelVersion: true },
    });
    if (before.status === 'queued') return false;
    const found: PageWarning[] = judgeReading(page);
    const words = await replaceWords(tx, tenantId, pageId, page);
    await tx.$executeRaw`
      UPDATE page SET status = 'recognised', model_version = ${modelVersion}, confidence = ${page.confidence ?? null},
        warnings = array(SELECT kept FROM unnest(warnings) AS kept
          WHERE kept <> ALL (${[...readingWarnings]}::text[])) || ${found}::text[],
        starts = 0, error_code = NULL, error_message = NULL, updated_at = now() WHERE id = ${pageId}::uuid`;
    await updatePageText(tx, pageId, words);
    if (before.status !== 'recognised' || before.modelVersion !== modelVersion) {
      const step = 'recognise-page';
      await note(tx, { tenantId, documentId: document.id, pageId, step, status: 'recognised', tookMs, worker });
    }
    await deriveStatus(tx, tenantId, document);
    await indexPage(tx, tenantId, pageId, words);
    return true;
  });
}

async function replaceWords(tx: Session, tenantId: string, pageId: string, page: RecognisedPage): Promise<WordRow[]> {
  const arranged = arrangeLines(rowsOf(pageId, page), await peoplesLinesOf(tx, tenantId, pageId));
  const words = await settleWords(tx, tenantId, pageId, arranged);
  await tx.word.deleteMany({ where: { tenantId, pageId } });
  await tx.line.deleteMany({ where: { tenantId, pageId } });
  await insertPageRows(tx, tenantId, pageId, { lines: arranged.lines, words });
  return words;
}
