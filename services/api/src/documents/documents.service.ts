import type {
  DocumentList,
  DocumentListQuery,
  DocumentPatch,
  DocumentSummary,
  DocumentView,
} from '@longhand/contracts';
import type { Database, TenantParts } from '@longhand/db';
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

  async patch(db: Parts, tenantId: string, id: string, change: DocumentPatch): Promise<DocumentSummary> {
    const changed = await db.documents.patch(tenantId, id, change);
    if (!changed) throw documentNotFound();
    return toDocumentSummary(changed);
  }

  /** Call `wake` afterwards. */
  async retry(db: Parts, tenantId: string, id: string): Promise<DocumentSummary> {
    if (!(await db.documents.retry(tenantId, id))) throw documentNotFound();
    return summaryOf(db, tenantId, id);
  }

  async cancel(db: Parts, tenantId: string, id: string): Promise<DocumentSummary> {
    await db.documents.cancel(tenantId, id);
    return summaryOf(db, tenantId, id);
  }

  /** Announces new work; call it only after the commit. */
  wake(): void {
    this.relay.kick();
  }

  /**
   * Deletes the files after the rows, when nobody can find the document any more. It works without
   * a row, so that a call that failed halfway can be repeated. The prefix contains the tenant's id,
   * so these are never another tenant's files.
   */
  deleteFiles(tenantId: string, id: string): Promise<void> {
    return this.store.deletePrefix(documentPrefix(tenantId, id));
  }
}

type Parts = Pick<TenantParts, 'documents'>;

async function summaryOf(db: Parts, tenantId: string, id: string): Promise<DocumentSummary> {
  const document = await db.documents.get(tenantId, id);
  if (!document) throw documentNotFound();
  return toDocumentSummary(document);
}
