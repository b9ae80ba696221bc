import type { Session } from '../prisma.js';
import { pageText, type SpokenWord } from '../words/page-text.js';

/** Writes a page's text from its words, which are in reading order; its lines stand in their rows. */
export async function updatePageText(
  tx: Session,
  pageId: string,
  words: readonly (SpokenWord & { lineNumber: number })[],
): Promise<void> {
  const lines = await tx.line.findMany({
    where: { pageId },
    select: { number: true, deletion: true },
    orderBy: { number: 'asc' },
  });
  await tx.$executeRaw`UPDATE page SET text = ${pageText(words, lines)} WHERE id = ${pageId}::uuid`;
}
