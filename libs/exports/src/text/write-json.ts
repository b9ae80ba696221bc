import type { DocumentSummary } from '@longhand/contracts';
import type { PageStream } from '../export-document.js';

/** A DocumentExport as JSON, page by page. */
export async function* writeJson(document: DocumentSummary, pages: PageStream): AsyncGenerator<string> {
  yield `{"version":1,"document":${JSON.stringify(document)},"pages":[`;
  let separator = '';
  // What people deleted is no part of the document.
  for await (const { deleted: _, ...page } of pages) {
    yield separator + JSON.stringify(page);
    separator = ',';
  }
  yield ']}';
}
