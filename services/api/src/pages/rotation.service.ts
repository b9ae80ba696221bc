import type { DocumentSummary } from '@longhand/contracts';
import { AppError, type QuarterTurn } from '@longhand/core';
import type { Database, TenantParts } from '@longhand/db';
import { documentPrefix, type ObjectStore, pageImageKey } from '@longhand/storage';
import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, RELAY, type RelayHandle, STORE } from '../deps.js';
import { toDocumentSummary } from '../documents/document-view.js';
import { documentNotFound, pageNotFound } from '../http/not-found.js';

@Injectable()
export class RotationService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(RELAY) private readonly relay: RelayHandle,
  ) {}

  /**
   * Turns a page. Its image is turned immediately, so that it fits the turned boxes until the page
   * has been read again; the worker then replaces it with one from the original. `act` changes the
   * rows and writes the audit row in one transaction.
   */
  async rotate(
    tenantId: string,
    { documentId, number, degrees }: { documentId: string; number: number; degrees: QuarterTurn },
    act: (work: (db: Pick<TenantParts, 'pages'>) => Promise<void>) => Promise<void>,
  ): Promise<DocumentSummary> {
    const turned = await this.turnedImage(tenantId, documentId, number, degrees);
    await act(async (db) => {
      const outcome = await db.pages.rotate(tenantId, { documentId, number, degrees });
      if (outcome === 'missing') throw pageNotFound();
      if (outcome === 'busy') {
        throw new AppError(
          'page.busy',
          'This page is being read, or its document was stopped. Wait until it is read, or have the document read ' +
            'again, then rotate the page.',
        );
      }
    });
    if (turned) {
      const key = pageImageKey(tenantId, documentId, number);
      await this.store.put(key, turned, { contentType: 'image/jpeg', sizeBytes: turned.length });
    }
    this.relay.kick();
    const document = await this.db.documents.get(tenantId, documentId);
    if (!document) {
      // Deleted in the meantime: nothing of it may remain.
      await this.store.deletePrefix(documentPrefix(tenantId, documentId));
      throw documentNotFound();
    }
    return toDocumentSummary(document);
  }

  /** Undefined for a page that has no image or does not exist. */
  private async turnedImage(
    tenantId: string,
    documentId: string,
    number: number,
    degrees: QuarterTurn,
  ): Promise<Buffer | undefined> {
    // The row decides: an object left from a deleted document is not touched.
    if (!(await this.db.pages.size(tenantId, documentId, number))) return undefined;
    try {
      const jpeg = await this.store.get(pageImageKey(tenantId, documentId, number));
      // Loaded on first use: its decoders take memory and half a second.
      const { turnJpeg } = await import('@longhand/image-io');
      return await turnJpeg(jpeg, degrees);
    } catch (error) {
      if (error instanceof AppError && error.code === 'storage.missing') return undefined;
      throw error;
    }
  }
}
