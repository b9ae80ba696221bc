import type { Marks } from '@longhand/core';
import type { Client } from '../prisma.js';
import { pageText } from '../words/page-text.js';

export interface PageText {
  number: number;
  status: string;
  /** Empty until the page is recognised. */
  text: string;
}

/** Pages whose words are read at once where their texts are rebuilt. */
const BATCH = 50;

/** The text of every page of a document, in order; undefined when the document is gone. */
export async function pageTexts(
  client: Client,
  tenantId: string,
  documentId: string,
  marks: Marks = 'words',
): Promise<PageText[] | undefined> {
  const document = await client.document.findFirst({
    where: { id: documentId, tenantId },
    select: { pages: { select: { id: true, number: true, status: true, text: true }, orderBy: { number: 'asc' } } },
  });
  if (!document) return undefined;
  // The kept text has a mark after each uncertain word.
  const kept = document.pages.map(({ number, status, text }) => ({ number, status, text: text ?? '' }));
  if (marks === 'words') return kept;
  for (let from = 0; from < kept.length; from += BATCH) {
    const pages = await client.page.findMany({
      where: { tenantId, id: { in: document.pages.slice(from, from + BATCH).map(({ id }) => id) } },
      select: {
        number: true,
        lines: { select: { number: true, deletion: true }, orderBy: { number: 'asc' } },
        words: {
          select: { lineNumber: true, text: true, markedText: true, uncertain: true, correctedText: true },
          orderBy: [{ lineNumber: 'asc' }, { number: 'asc' }],
        },
      },
    });
    for (const { number, words, lines } of pages) {
      const page = kept.find((one) => one.number === number);
      if (page) page.text = pageText(words, lines, marks);
    }
  }
  return kept;
}
