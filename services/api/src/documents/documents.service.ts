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
import { AuditService } from '../http/audit.service.js';
import type { Caller } from '../http/caller.js';
import { documentNotFound } from '../http/not-found.js';
import { toDocumentSummary, toDocumentView } from './document-view.js';

@Injectable()
export class DocumentsService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(RELAY) private readonly relay: RelayHandle,
    @Inject(AuditService) private readonly audit: AuditService,
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
   * Deletes a document: rows first, then the files, when nobody can find it any more. The files are
   * deleted without a row too, so that a call that failed halfway can be repeated. Their prefix
   * contains the tenant's id, so they are never another tenant's.
   * @throws AppError document.not_found, document.held
   */
  async remove(caller: Caller, id: string): Promise<void> {
    const { tenantId } = caller;
    // Written before, too: an act of which a part lies outside the database must leave a trace even
    // where it breaks off in the middle.
    await this.audit.record(caller, 'document.delete', id, 'begun');
    const wasThere = await this.audit.act(caller, 'document.delete', id, (db) => db.documents.delete(tenantId, id));
    await this.store.deletePrefix(documentPrefix(tenantId, id));
    if (!wasThere) throw documentNotFound();
  }
}

type Parts = Pick<TenantParts, 'documents'>;

async function summaryOf(db: Parts, tenantId: string, id: string): Promise<DocumentSummary> {
  const document = await db.documents.get(tenantId, id);
  if (!document) throw documentNotFound();
  return toDocumentSummary(document);
}
