import { AppError, type Box, overlapOfBoxes } from '@longhand/core';
import { type Client, transact } from '../../prisma.js';
import { recordKeying } from '../../review/keyings.js';
import { getReviewSettings } from '../../review/review-settings.js';
import { note } from '../../timeline.js';
import { lineIdOf } from '../../words/named-id.js';
import { getPage, type LineRecord } from '../../words/page-record.js';
import { isShownLine } from '../../words/page-text.js';
import type { WordRow } from '../page-rows.js';
import { deletionOfAdded, standsIn } from './arrange-lines.js';
import { moveBehind } from './move-line.js';
import { currentRows, type OpenPage, openPage, type PageKey, rebuildPage } from './rebuild-page.js';
import { wordsOfTyped } from './words-of-typed.js';

/** A smaller box holds no writing that anybody could read. */
const minSidePx = 4;
/** Of one page. */
const maxLines = 500;
/** Boxes that share this much of their union are the same line. */
const sameLine = 0.5;

export interface NewLine extends Omit<PageKey, 'tenantId'> {
  /** Pixels of the page. */
  box: Box;
  text: string;
  actor: string;
  /** Id of the line to stand behind, null for the first place; left out, the geometry decides. */
  after?: string | null;
}

/**
 * Adds a line that the reader missed, with its words, and brings text and search row up to date in
 * the same transaction. Under double keying each word waits for another person first.
 * @returns the line; undefined when there is no such page or no line to stand behind
 * @throws AppError line.exists, line.outside, line.too_many, page.image_missing, document.held
 */
export function addLine(
  client: Client,
  tenantId: string,
  { box: drawn, text, actor, after, ...key }: NewLine,
): Promise<LineRecord | undefined> {
  return transact(client, async (tx) => {
    const page = await openPage(tx, { tenantId, ...key });
    if (!page) return undefined;
    const box = withinPage(drawn, page);
    const rows = await currentRows(tx, page.id);
    requireFree(page, rows.words, box);
    if (after && !rows.lines.some((line) => isShownLine(line) && lineIdOf(page.id, line) === after)) return undefined;
    const isSettled = !(await getReviewSettings(tx, tenantId)).doubleKeying;
    const data = { tenantId, pageId: page.id, ...box, text, actor, settled: isSettled, createdAt: new Date() };
    const { id, createdAt } = await tx.addedLine.create({ data, select: { id: true, createdAt: true } });
    if (!isSettled) {
      const words = text.split(/\s+/u).filter(Boolean);
      for (const [i, { x, y, width, height }] of wordsOfTyped({ ...data, id, createdAt, isSettled }, 0).entries()) {
        const place = { tenantId, pageId: page.id, box: { x, y, width, height } };
        await recordKeying(tx, place, { actor, text: words[i] });
      }
    }
    await rebuildPage(tx, page, box);
    if (after !== undefined) await moveBehind(tx, page, id, after);
    const { documentId } = page;
    await note(tx, { tenantId, documentId, pageId: page.id, step: 'add-line', status: 'added' });
    return (await getPage(tx, { tenantId, ...key }))?.lines.find((line) => line.id === id);
  });
}

function withinPage(box: Box, { widthPx, heightPx }: OpenPage): Box {
  if (widthPx === null || heightPx === null) {
    throw new AppError('page.image_missing', 'The image of this page is not ready yet. Try again in a moment.');
  }
  const [x, y] = [Math.max(0, box.x), Math.max(0, box.y)];
  const [right, bottom] = [Math.min(widthPx, box.x + box.width), Math.min(heightPx, box.y + box.height)];
  if (right - x >= minSidePx && bottom - y >= minSidePx) return { x, y, width: right - x, height: bottom - y };
  throw new AppError('line.outside', 'The box must lie on the page and be at least 4 pixels wide and high.');
}

function requireFree({ people: { added, deleted } }: OpenPage, words: readonly WordRow[], box: Box): void {
  const standing = added.filter((line) => !deletionOfAdded(line, deleted)?.isSettled);
  if (standing.length >= maxLines) {
    throw new AppError('line.too_many', `A page can have at most ${maxLines} added lines. Delete some first.`);
  }
  const isTaken =
    standing.some((line) => overlapOfBoxes(line, box) >= sameLine) ||
    words.some((word) => word.correctedText !== '' && standsIn(word, box));
  if (isTaken) throw lineExists();
}

export const lineExists = (): AppError =>
  new AppError(
    'line.exists',
    'There are words at this place already. Look at the page again: correct them, or delete them first.',
  );
