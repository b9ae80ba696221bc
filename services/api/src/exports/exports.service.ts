import type { DocumentExport } from '@longhand/contracts';
import type { Database } from '@longhand/db';
import { Inject, Injectable } from '@nestjs/common';
import { DATABASE } from '../deps.js';
import { toDocumentSummary } from '../documents/document-view.js';
import { documentNotFound, pageNotFound } from '../http/not-found.js';
import { toPageView } from '../pages/page-view.js';

@Injectable()
export class ExportsService {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** The text of all pages, parted by form feeds; a page that has none (yet) is empty. */
  async text(tenantId: string, documentId: string): Promise<string> {
    const pages = await this.db.pages.text(tenantId, documentId);
    if (!pages) throw documentNotFound();
    return pages.map(({ text }) => text).join('\f');
  }

  async json(tenantId: string, documentId: string): Promise<DocumentExport> {
    const document = await this.db.documents.get(tenantId, documentId);
    if (!document) throw documentNotFound();
    const pages: DocumentExport['pages'] = [];
    for (const { number } of document.pages) {
      const page = await this.db.pages.get(tenantId, documentId, number);
      if (!page) throw pageNotFound();
      pages.push(toPageView(page));
    }
    return { version: 1, document: toDocumentSummary(document), pages };
  }
}
