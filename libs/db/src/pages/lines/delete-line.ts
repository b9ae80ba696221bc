import { AppError, type Box, unionOfBoxes } from '@longhand/core';
import { type Client, type Session, transact } from '../../prisma.js';
import { getReviewSettings } from '../../review/review-settings.js';
import { note } from '../../timeline.js';
import { boxOf } from '../../words/deleted-places.js';
import { lineIdOf } from '../../words/named-id.js';
import { getPage, type LineRecord } from '../../words/page-record.js';
import type { LineRow, WordRow } from '../page-rows.js';
import { lineExists } from './add-line.js';
import { deletionOfAdded, isDeletedBy, standsIn } from './arrange-lines.js';
import type { Deletion } from './peoples-lines.js';
import { currentRows, type OpenPage, openPage, type PageKey, rebuildPage } from './rebuild-page.js';

export interface LineDeletion extends Omit<PageKey, 'tenantId'> {
  lineId: string;
  actor: string;
}

/** `once`: under double keying another person has to delete the line too. */
export type DeletedLineState = 'once' | 'deleted';

/**
 * Deletes a line where nobody wrote, or one that was added by mistake: it leaves text, search and
 * exports, and every later reading of its place is left out, too. It can be restored.
 * @returns undefined when the page has no such line
 * @throws AppError line.deleted_already under double keying, document.held
 */
export function deleteLine(
  client: Client,
  tenantId: string,
  { lineId, actor, ...key }: LineDeletion,
): Promise<DeletedLineState | undefined> {
  return transact(client, async (tx) => {
    const found = await findLine(tx, { tenantId, ...key }, lineId);
    if (!found || found.line.deletion === 'deleted') return undefined;
    const { page, line, words, deletions } = found;
    const [open] = deletions;
    if (open?.keyedBy.includes(actor)) {
      throw new AppError(
        'line.deleted_already',
        'You have deleted this line already. Another person has to confirm it.',
      );
    }
    const own = page.people.added.find(({ id }) => id === line.addedId);
    const isOwnDraft = own?.actor === actor && !own.isSettled;
    const settled = open !== undefined || isOwnDraft || !(await getReviewSettings(tx, tenantId)).doubleKeying;
    const keyedBy = [...(open?.keyedBy ?? []), actor];
    if (open) await tx.deletedLine.update({ where: { id: open.id }, data: { keyedBy, settled }, select: { id: true } });
    else {
      const place = { tenantId, pageId: page.id, ...boxOf(line), words: words.map((word) => ({ ...boxOf(word) })) };
      const data = { ...place, addedId: line.addedId, keyedBy, settled, createdAt: new Date() };
      await tx.deletedLine.create({ data, select: { id: true } });
    }
    await rebuildPage(tx, page, touchedBy(line, words));
    const state = settled ? 'deleted' : 'once';
    const { documentId } = page;
    await note(tx, { tenantId, documentId, pageId: page.id, step: 'delete-line', status: state });
    return state;
  });
}

/**
 * Takes a deletion back, also one that only one of two people has asked for.
 * @returns the line; undefined when no such line was deleted
 * @throws AppError line.exists when other words stand at its place now, document.held
 */
export function restoreLine(
  client: Client,
  tenantId: string,
  { lineId, ...key }: Omit<LineDeletion, 'actor'>,
): Promise<LineRecord | undefined> {
  return transact(client, async (tx) => {
    const found = await findLine(tx, { tenantId, ...key }, lineId);
    if (!found || found.deletions.length === 0) return undefined;
    const { page, line, words, deletions, others } = found;
    const { added, deleted } = page.people;
    const standing = added.filter((one) => one.id !== line.addedId && !deletionOfAdded(one, deleted)?.isSettled);
    const isTaken = line.addedId
      ? others.some((word) => word.correctedText !== '' && standsIn(word, line))
      : words.some((word) => standing.some((one) => standsIn(word, one)));
    if (isTaken) throw lineExists();
    await tx.deletedLine.deleteMany({ where: { tenantId, id: { in: deletions.map(({ id }) => id) } } });
    await rebuildPage(tx, page, touchedBy(line, words));
    const { documentId } = page;
    await note(tx, { tenantId, documentId, pageId: page.id, step: 'restore-line', status: 'restored' });
    return (await getPage(tx, { tenantId, ...key }))?.lines.find(({ id }) => id === lineId);
  });
}

interface FoundLine {
  page: OpenPage;
  line: LineRow;
  words: WordRow[];
  /** Of other lines. */
  others: WordRow[];
  deletions: Deletion[];
}

async function findLine(tx: Session, key: PageKey, lineId: string): Promise<FoundLine | undefined> {
  const page = await openPage(tx, key);
  if (!page) return undefined;
  const rows = await currentRows(tx, page.id);
  const line = rows.lines.find((one) => one.deletion !== 'covered' && lineIdOf(page.id, one) === lineId);
  if (!line) return undefined;
  const words = rows.words.filter(({ lineNumber }) => lineNumber === line.number);
  const others = rows.words.filter(({ lineNumber }) => lineNumber !== line.number);
  const { added, deleted } = page.people;
  const own = added.find(({ id }) => id === line.addedId);
  const ownDeletion = own && deletionOfAdded(own, deleted);
  const deletions = own ? (ownDeletion ? [ownDeletion] : []) : deleted.filter((one) => isDeletedBy(line, words, one));
  return { page, line, words, others, deletions };
}

const touchedBy = (line: Box, words: readonly Box[]): Box => unionOfBoxes([line, ...words]);
