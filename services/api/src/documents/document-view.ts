import type { DocumentSummary, DocumentView } from '@longhand/contracts';
import type { DocumentPage, DocumentRecord, DocumentWithPages as WholeDocument, TimelineEntry } from '@longhand/db';

/** A document as shown in lists. */
export function toDocumentSummary(record: DocumentRecord): DocumentSummary {
  return {
    ...record,
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
  };
}

/** A document with its pages and its timeline. */
export function toDocumentView(record: WholeDocument, timeline: readonly TimelineEntry[]): DocumentView {
  return {
    ...toDocumentSummary(record),
    sha256: record.sha256,
    pagesDone: record.pagesDone,
    pagesFailed: record.pagesFailed,
    pages: record.pages.map(toPageState),
    timeline: timeline.map((entry) => ({ ...entry, at: entry.at.toISOString() })),
  };
}

function toPageState({ widthPx, heightPx, ...page }: DocumentPage): DocumentView['pages'][number] {
  return { ...page, width: widthPx, height: heightPx };
}
