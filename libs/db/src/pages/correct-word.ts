import { lockDocumentOfPage } from '../documents/document-status.js';
import { type Client, transact } from '../prisma.js';
import { indexPage, readingColumns } from '../search/index-page.js';
import { note } from '../timeline.js';
import { type WordView, wordViewOf } from './page-view.js';
import { shownText } from './page-text.js';
import { writeText } from './save-recognised.js';

/**
 * Keeps what a person says a word is, beside the reading, and brings text and search row up to date in the same transaction.
 * @returns the word as it is now; undefined when the page has no such word
 */
export function correctWord(
  client: Client,
  tenantId: string,
  documentId: string,
  number: number,
  wordId: string,
  text: string,
  actor: string,
): Promise<WordView | undefined> {
  return transact(client, async (tx) => {
    const page = await tx.page.findFirst({ where: { tenantId, documentId, number }, select: { id: true } });
    if (!page || !(await lockDocumentOfPage(tx, tenantId, page.id))) return undefined;
    const pageId = page.id;
    const word = await tx.word.findFirst({ where: { id: wordId, pageId } });
    if (!word) return undefined;
    const { x, y, width, height } = word;
    const correctedAt = new Date();
    await tx.correction.create({
      data: { tenantId, pageId, x, y, width, height, text, reading: shownText(word), actor, createdAt: correctedAt },
      select: { id: true },
    });
    const corrected = await tx.word.update({
      where: { id: wordId },
      data: { correctedText: text, correctedBy: actor, correctedAt },
    });
    const words = await tx.word.findMany({
      where: { pageId },
      select: { ...readingColumns, lineNumber: true, markedText: true },
      orderBy: [{ lineNumber: 'asc' }, { number: 'asc' }],
    });
    await writeText(tx, pageId, words, await tx.line.count({ where: { pageId } }));
    await note(tx, { tenantId, documentId, pageId, step: 'correct', status: 'corrected' });
    await indexPage(tx, tenantId, pageId, words);
    return wordViewOf(corrected);
  });
}
