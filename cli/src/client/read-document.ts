import type { DocumentView } from '@longhand/contracts';
import type { Marks } from '@longhand/core';
import type { ApiClient } from './api-client.js';

export interface FinishedPage {
  page: number;
  text: string;
  /** Seconds that the workers spent on this page. */
  seconds: number;
}

/** The finished document with the text of each page that has one. */
export async function readDocument(
  client: ApiClient,
  documentId: string,
  marks?: Marks,
): Promise<{ document: DocumentView; pages: FinishedPage[] }> {
  const document = await client.document(documentId);
  const pages: FinishedPage[] = [];
  for (const { number, status } of document.pages) {
    if (status !== 'recognised') continue;
    const { text } = await client.page(documentId, number, marks);
    const tookMs = document.timeline
      .filter((entry) => entry.page === number)
      .reduce((sum, entry) => sum + (entry.tookMs ?? 0), 0);
    pages.push({ page: number, text: text ?? '', seconds: tookMs / 1000 });
  }
  return { document, pages };
}
