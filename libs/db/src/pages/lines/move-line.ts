import { type Client, type Session, transact } from '../../prisma.js';
import { note } from '../../timeline.js';
import { boxOf } from '../../words/deleted-places.js';
import { lineIdOf } from '../../words/named-id.js';
import { getPage, type LineRecord } from '../../words/page-record.js';
import { isShownLine } from '../../words/page-text.js';
import { currentRows, type OpenPage, openPage, type PageKey, rebuildPage } from './rebuild-page.js';

export interface LineMove extends Omit<PageKey, 'tenantId'> {
  /** Of a line that a person added. */
  lineId: string;
  /** Id of the line to stand behind; null for the first place. */
  after: string | null;
}

/**
 * Gives a line that a person added another place in the reading order, in text, exports and search.
 * @returns the line; undefined when one of the two is not there, or a reader found the line
 * @throws AppError document.held
 */
export function moveLine(
  client: Client,
  tenantId: string,
  { lineId, after, ...key }: LineMove,
): Promise<LineRecord | undefined> {
  return transact(client, async (tx) => {
    const page = await openPage(tx, { tenantId, ...key });
    if (!page || !(await moveBehind(tx, page, lineId, after))) return undefined;
    const { documentId } = page;
    await note(tx, { tenantId, documentId, pageId: page.id, step: 'move-line', status: 'moved' });
    return (await getPage(tx, { tenantId, ...key }))?.lines.find(({ id }) => id === lineId);
  });
}

/**
 * Moves an added line. From now on every added line of the page keeps its place in this order: each
 * is remembered by the line that was read before it. False when a line is not there.
 */
export async function moveBehind(tx: Session, page: OpenPage, lineId: string, after: string | null): Promise<boolean> {
  const all = (await currentRows(tx, page.id)).lines;
  const moved = all.find(({ addedId }) => addedId === lineId);
  const others = all.filter((line) => line !== moved);
  const index = others.findIndex((line) => isShownLine(line) && lineIdOf(page.id, line) === after);
  if (!moved || !isShownLine(moved) || (after !== null && index < 0)) return false;
  let [place, rank]: [(typeof all)[number] | null, number] = [null, 0];
  for (const line of others.toSpliced(index + 1, 0, moved)) {
    if (!line.addedId) {
      [place, rank] = [line, 0];
      continue;
    }
    const data = { moved: true, rank: rank++, ...(place && { after: { ...boxOf(place) } }) };
    await tx.addedLine.update({ where: { id: line.addedId }, data, select: { id: true } });
    if (!place) await tx.$executeRaw`UPDATE added_line SET after = NULL WHERE id = ${line.addedId}::uuid`;
  }
  await rebuildPage(tx, page);
  return true;
}
