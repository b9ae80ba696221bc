import { lockDocumentOfPage } from '../document-status.js';
import { requireNotHeld } from '../require-not-held.js';
import { type Client, type Session, transact } from '../prisma.js';
import type { KeyingVerdict } from '../review/judge-keyings.js';
import { dropKeyings, recordKeying } from '../review/keyings.js';
import { getReviewSettings } from '../review/review-settings.js';
import { indexPage, readingColumns } from '../search/index-page.js';
import { note } from '../timeline.js';
import { type WordRecord, wordRecordOf } from '../words/page-record.js';
import { plainText } from '../words/page-text.js';
import { updatePageText } from './update-page-text.js';

/**
 * Keeps what a person says a word is, beside the reading, and brings text and search row up to date
 * in the same transaction. Under double keying the text counts only when another person has typed
 * the same; until then word, text and search stay as they are.
 * @returns the word as it is now; undefined when the page has no such word
 * @throws AppError word.keyed_already, document.held under a legal hold
 */
export function correctWord(
  client: Client,
  tenantId: string,
  {
    documentId,
    number,
    wordId,
    text,
    actor,
  }: { documentId: string; number: number; wordId: string; text: string; actor: string },
): Promise<WordRecord | undefined> {
  return transact(client, async (tx) => {
    const page = await tx.page.findFirst({ where: { tenantId, documentId, number }, select: { id: true } });
    if (!page || !(await lockDocumentOfPage(tx, tenantId, page.id))) return undefined;
    await requireNotHeld(tx, documentId);
    const pageId = page.id;
    const word = await tx.word.findFirst({ where: { id: wordId, pageId } });
    if (!word) return undefined;
    const { x, y, width, height } = word;
    const box = { x, y, width, height };
    const verdict = await judge(tx, { tenantId, pageId, box }, { actor, text });
    if (verdict.state !== 'verified') {
      const { state: keying, keyedBy } = verdict;
      await note(tx, { tenantId, documentId, pageId, step: 'key-word', status: keying });
      return wordRecordOf(await tx.word.update({ where: { id: wordId }, data: { keying, keyedBy } }));
    }
    const { text: correctedText, keyedBy } = verdict;
    const correctedAt = new Date();
    const reading = plainText(word);
    await tx.correction.create({
      data: { tenantId, pageId, ...box, text: correctedText, reading, actor, keyedBy, createdAt: correctedAt },
      select: { id: true },
    });
    const corrected = await tx.word.update({
      where: { id: wordId },
      data: { correctedText, correctedBy: actor, correctedAt, keying: null, keyedBy },
    });
    const words = await tx.word.findMany({
      where: { pageId },
      select: { ...readingColumns, lineNumber: true, markedText: true, uncertain: true },
      orderBy: [{ lineNumber: 'asc' }, { number: 'asc' }],
    });
    await updatePageText(tx, pageId, words);
    await note(tx, { tenantId, documentId, pageId, step: 'correct', status: 'corrected' });
    await indexPage(tx, tenantId, pageId, words);
    return wordRecordOf(corrected);
  });
}

type Place = Parameters<typeof recordKeying>[1];
type Typed = Parameters<typeof recordKeying>[2];

/** Without double keying one person's word is enough. */
async function judge(tx: Session, place: Place, typed: Typed): Promise<KeyingVerdict> {
  if ((await getReviewSettings(tx, place.tenantId)).doubleKeying) return recordKeying(tx, place, typed);
  await dropKeyings(tx, place.pageId, place.box);
  return { state: 'verified', text: typed.text, keyedBy: [] };
}
