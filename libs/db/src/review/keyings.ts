import { AppError, type Box, overlapOfBoxes } from '@longhand/core';
import type { Client, Session } from '../prisma.js';
import { judgeKeyings, type KeyingVerdict, type TypedText } from './judge-keyings.js';

/**
 * Boxes that share this much of their union are the same position: words are next to each other and
 * hardly overlap.
 */
const samePlace = 0.5;

export interface PlacedKeying extends TypedText {
  id: string;
  box: Box;
}

/** Open keyings on these pages, oldest first, by page. */
export async function openKeyings(
  client: Client | Session,
  pageIds: readonly string[],
): Promise<Map<string, PlacedKeying[]>> {
  const rows = await client.keying.findMany({
    where: { pageId: { in: [...pageIds] } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  const byPage = new Map<string, PlacedKeying[]>(pageIds.map((id) => [id, []]));
  for (const { id, pageId, actor, text, x, y, width, height } of rows) {
    byPage.get(pageId)?.push({ id, actor, text, box: { x, y, width, height } });
  }
  return byPage;
}

export const keyingsAt = (keyings: readonly PlacedKeying[], box: Box): PlacedKeying[] =>
  keyings.filter((keying) => overlapOfBoxes(keying.box, box) >= samePlace);

/** The columns of a word that wait for another person; nothing for one that nobody has typed. */
export function keyingColumns(keyings: readonly PlacedKeying[], box: Box): { keying?: string; keyedBy?: string[] } {
  const here = keyingsAt(keyings, box);
  if (here.length === 0) return {};
  const { state, keyedBy } = judgeKeyings(here);
  return { keying: state === 'once' ? 'once' : 'disputed', keyedBy };
}

/**
 * Stores what a person typed at a position, once per person, and judges everything typed there.
 * Settled keyings are deleted.
 * @throws AppError word.keyed_already when people disagree and this person is one of them: somebody
 *   else has to look
 */
export async function recordKeying(
  tx: Session,
  place: { tenantId: string; pageId: string; box: Box },
  { actor, text }: TypedText,
): Promise<KeyingVerdict> {
  const { tenantId, pageId, box } = place;
  const earlier = keyingsAt((await openKeyings(tx, [pageId])).get(pageId) ?? [], box);
  const isMine = (keying: TypedText) => keying.actor === actor;
  if (earlier.some(isMine) && judgeKeyings(earlier).state === 'disputed') {
    throw new AppError(
      'word.keyed_already',
      'You have already typed this word, and somebody else typed it differently. Another person has to check it.',
    );
  }
  const others = earlier.filter((keying) => !isMine(keying));
  const verdict = judgeKeyings([...others, { actor, text }]);
  const settled = verdict.state === 'verified' ? earlier : earlier.filter(isMine);
  await tx.keying.deleteMany({ where: { id: { in: settled.map(({ id }) => id) } } });
  if (verdict.state !== 'verified') {
    await tx.keying.create({ data: { tenantId, pageId, ...box, text, actor }, select: { id: true } });
  }
  return verdict;
}

/** Deletes what was typed at a position: the word of one person settles it. */
export async function dropKeyings(tx: Session, pageId: string, box: Box): Promise<void> {
  const here = keyingsAt((await openKeyings(tx, [pageId])).get(pageId) ?? [], box);
  if (here.length > 0) await tx.keying.deleteMany({ where: { id: { in: here.map(({ id }) => id) } } });
}
