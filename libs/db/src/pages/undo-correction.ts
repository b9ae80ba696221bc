import { AppError } from '@longhand/core';
import { type Client, transact } from '../prisma.js';
import { keyingsAt, openKeyings } from '../review/keyings.js';
import { getReviewSettings } from '../review/review-settings.js';
import { note } from '../timeline.js';
import { boxOf } from '../words/deleted-places.js';
import { type WordRecord, wordRecordOf } from '../words/page-record.js';
import { correctionsAt } from './corrections-at.js';
import { openPage, rebuildPage } from './lines/rebuild-page.js';

export interface CorrectionUndo {
  documentId: string;
  number: number;
  wordId: string;
  actor: string;
}

/**
 * Takes back the last thing that was typed at the place of a word: the word says what it said
 * before, an earlier correction or the reading with its doubts. A word that was deleted comes back.
 * Under double keying a person takes back what that person typed alone. The correction stays on
 * record.
 * @returns the word; undefined when the page has no such word
 * @throws AppError word.not_corrected, word.verified, document.held
 */
export function undoCorrection(
  client: Client,
  tenantId: string,
  { wordId, actor, ...key }: CorrectionUndo,
): Promise<WordRecord | undefined> {
  return transact(client, async (tx) => {
    const page = await openPage(tx, { tenantId, ...key });
    const word = page && (await tx.word.findFirst({ where: { id: wordId, tenantId, pageId: page.id } }));
    if (!page || !word) return undefined;
    const box = boxOf(word);
    const { doubleKeying } = await getReviewSettings(tx, tenantId);
    const typed = keyingsAt((await openKeyings(tx, [page.id])).get(page.id) ?? [], box);
    const mine = typed.filter((keying) => keying.actor === actor);
    const last = (await correctionsAt(tx, tenantId, page.id, box)).at(-1);
    if (mine.length > 0) {
      await tx.keying.deleteMany({ where: { tenantId, id: { in: mine.map(({ id }) => id) } } });
    } else if (last) {
      if (doubleKeying && !last.keyedBy.includes(actor) && last.actor !== actor) {
        throw new AppError('word.verified', 'Other people have typed this word. Type what it says instead.');
      }
      const data = { undoneAt: new Date(), undoneBy: actor };
      await tx.correction.update({ where: { id: last.id }, data, select: { id: true } });
    } else {
      throw new AppError('word.not_corrected', 'Nobody has corrected this word, so there is nothing to undo.');
    }
    await rebuildPage(tx, page, box);
    const { documentId } = page;
    await note(tx, { tenantId, documentId, pageId: page.id, step: 'undo-correction', status: 'undone' });
    return wordRecordOf(await tx.word.findUniqueOrThrow({ where: { id: wordId, tenantId } }));
  });
}
