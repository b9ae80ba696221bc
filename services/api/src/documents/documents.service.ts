import type {
  DocumentList,
  DocumentListQuery,
  DocumentPatch,
  DocumentSummary,
  DocumentView,
} from '@longhand/contracts';
import type { Database } from '@longhand/db';
import { documentPrefix, type ObjectStore } from '@longhand/storage';
import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, RELAY, type RelayHandle, STORE } from '../deps.js';
import { documentNotFound } from '../http/not-found.js';
import { toDocumentSummary, toDocumentView } from './document-view.js';

@Injectable()
export class DocumentsService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(RELAY) private readonly relay: RelayHandle,
  ) {}

  async list(tenantId: string, query: DocumentListQuery): Promise<DocumentList> {
    const { documents, ...rest } = await this.db.documents.list(tenantId, query);
    return { documents: documents.map(toDocumentSummary), ...rest };
  }

  async get(tenantId: string, id: string): Promise<DocumentView> {
    const [document, timeline] = await Promise.all([
      this.db.documents.get(tenantId, id),
      this.db.documents.timeline(tenantId, id),
    ]);
    if (!document) throw documentNotFound();
    return toDocumentView(document, timeline);
  }

  async patch(tenantId: string, id: string, change: DocumentPatch): Promise<DocumentSummary> {
    const changed = await this.db.documents.patch(tenantId, id, change);
    if (!changed) throw documentNotFound();
    return toDocumentSummary(changed);
  }

  async retry(tenantId: string, id: string): Promise<DocumentSummary> {
    const retry = await this.db.documents.retry(tenantId, id);
    if (!retry) throw documentNotFound();
    this.relay.kick();
    return this.summary(tenantId, id);
  }

  async cancel(tenantId: string, id: string): Promise<DocumentSummary> {
    await this.db.documents.cancel(tenantId, id);
    return this.summary(tenantId, id);
  }

  /**
   * Rows first: from then on nobody finds the document. The files go even where there is no row (any more), so that a call whose second half
   * failed can be made again; their prefix is made of the tenant's id, so they are nobody else's.
   */
  async delete(tenantId: string, id: string): Promise<void> {
    const wasThere = await this.db.documents.delete(tenantId, id);
    await this.store.deletePrefix(documentPrefix(tenantId, id));
    if (!wasThere) throw documentNotFound();
  }

  private async summary(tenantId: string, id: string): Promise<DocumentSummary> {
    const document = await this.db.documents.get(tenantId, id);
    if (!document) throw documentNotFound();
    return toDocumentSummary(document);
  }
}
