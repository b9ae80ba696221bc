import type { BatchView, DocumentView } from '@longhand/contracts';
import { oneLine } from '../terminal/table.js';

/** What could not be read: a page, or a whole document where `page` is absent. */
export interface Unread {
  documentId: string;
  name: string;
  page?: number;
  code: string;
  message: string;
}

/** What of a document has no text, and why. Only the page `wanted` counts when one is given. */
export function unreadOf({ id: documentId, name, error, pages }: DocumentView, wanted?: number): Unread[] {
  if (error) return [{ documentId, name, ...error }];
  return pages.flatMap(({ number: page, error: reason }) =>
    reason && (wanted === undefined || wanted === page) ? [{ documentId, name, page, ...reason }] : [],
  );
}

/** What of an upload has no text, and why. */
export function unreadOfBatch({ documents }: Pick<BatchView, 'documents'>): Unread[] {
  return documents.flatMap(({ id: documentId, name, error, failedPages = [] }) =>
    error ? [{ documentId, name, ...error }] : failedPages.map((page) => ({ documentId, name, ...page })),
  );
}

/** One line for a person. */
export const unreadLine = ({ name, page, code, message }: Unread): string =>
  `${oneLine(name)}${page === undefined ? '' : `, page ${page}`}: ${message} (${code})`;
