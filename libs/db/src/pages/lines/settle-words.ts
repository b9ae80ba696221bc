import type { Session } from '../../prisma.js';
import { keyingColumns, openKeyings } from '../../review/keyings.js';
import { applyCorrections } from '../apply-corrections.js';
import type { WordRow } from '../page-rows.js';
import type { ArrangedPage } from './arrange-lines.js';

/**
 * The words of an arranged page with what people typed: corrections and keyings of their places,
 * and nothing where a line was deleted or covered.
 */
export async function settleWords(
  tx: Session,
  tenantId: string,
  pageId: string,
  { words, hidden }: Pick<ArrangedPage, 'words' | 'hidden'>,
): Promise<WordRow[]> {
  const corrections = await tx.correction.findMany({
    where: { tenantId, pageId, undoneAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  const visible = words.filter(({ id }) => !hidden.has(id));
  const corrected = applyCorrections(
    visible.map((word) => ({ box: word })),
    corrections.map(({ x, y, width, height, ...rest }) => ({ box: { x, y, width, height }, ...rest })),
  );
  const keyings = (await openKeyings(tx, [pageId])).get(pageId) ?? [];
  const settled = new Map(
    visible.map((word, i) => [word.id, { ...word, ...corrected.get(i), ...keyingColumns(keyings, word) }]),
  );
  return words.map((word) => settled.get(word.id) ?? withoutText(word, hidden));
}

function withoutText(word: WordRow, hidden: ArrangedPage['hidden']): WordRow {
  const { by, at } = hidden.get(word.id) ?? {};
  return { ...word, correctedText: '', correctedBy: by, correctedAt: at };
}
