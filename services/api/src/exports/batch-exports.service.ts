import { AppError } from '@longhand/core';
import type { BatchRecord, Database, DocumentWithPages } from '@longhand/db';
import { Inject, Injectable } from '@nestjs/common';
import { DATABASE } from '../deps.js';
import { batchNotFound } from '../http/not-found.js';
import type { ExportKind } from './export-kinds.js';
import { ExportsService } from './exports.service.js';
import type { ZipEntry } from './zip-stream.js';

@Injectable()
export class BatchExportsService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(ExportsService) private readonly exports: ExportsService,
  ) {}

  /**
   * The contents of the archive of an upload: its documents, including the originals of its
   * duplicates, in the order of its files; and `manifest.json`, which lists every file that was
   * sent.
   * @throws AppError batch.not_found, export.nothing_yet as long as a document may still get pages
   */
  async entries(tenantId: string, batchId: string, kind: ExportKind): Promise<ZipEntry[]> {
    const batch = await this.db.batches.get(tenantId, batchId);
    if (!batch) throw batchNotFound();
    const documents = await this.documentsOf(tenantId, batch);
    const entries = new Map<string, ZipEntry[]>();
    for (const [i, document] of documents.entries()) {
      const stem = `${String(i + 1).padStart(4, '0')}-${stemOf(document.name)}`;
      entries.set(document.id, this.exports.entries(tenantId, document, kind, stem));
    }
    const files = [...entries.values()].flat();
    if (files.length === 0 && (documents.length === 0 || documents.some(({ status }) => unfinished.has(status)))) {
      throw new AppError(
        'export.nothing_yet',
        'No document of this upload has pages yet. Wait until they have been opened, then export them.',
      );
    }
    return [...files, manifestOf(batch, documents, entries, kind)];
  }

  /** Without duplicates and without deleted documents. */
  private async documentsOf(tenantId: string, { files }: BatchRecord): Promise<DocumentWithPages[]> {
    const ids = new Set(files.flatMap(({ documentId, duplicateOf }) => documentId ?? duplicateOf ?? []));
    const documents: DocumentWithPages[] = [];
    for (const id of ids) {
      const document = await this.db.documents.get(tenantId, id);
      if (document) documents.push(document);
    }
    return documents;
  }
}

const unfinished = new Set<DocumentWithPages['status']>(['received', 'processing']);

/**
 * The name of an uploaded file as a name inside an archive: without folders, extension and
 * characters that file systems refuse.
 */
function stemOf(name: string): string {
  const stem = name.replace(/\.[^./\\]{1,8}$/, '').replace(/[/\\:*?"<>|\p{Cc}]+/gu, '_');
  return (
    [...stem]
      .slice(0, 80)
      .join('')
      .replace(/[. ]+$/, '') || 'document'
  );
}

/** The status of a document, and which of its pages could not be read. */
function standingOf(document: DocumentWithPages | undefined): object {
  if (!document) return { documentStatus: 'deleted' };
  const failedPages = document.pages.flatMap(({ number, error }) => (error ? [{ page: number, ...error }] : []));
  return {
    documentStatus: document.status,
    ...(document.error && { documentError: document.error }),
    ...(failedPages.length > 0 && { failedPages }),
  };
}

function manifestOf(
  { id, files }: BatchRecord,
  documents: readonly DocumentWithPages[],
  entries: ReadonlyMap<string, readonly ZipEntry[]>,
  { format }: ExportKind,
): ZipEntry {
  const byId = new Map(documents.map((document) => [document.id, document]));
  const lines = files.map(({ name, status, documentId, duplicateOf, error }) => {
    const document = documentId ?? duplicateOf;
    const about = document === undefined ? {} : { document, ...standingOf(byId.get(document)) };
    const exported = (document === undefined ? undefined : entries.get(document))?.map((entry) => entry.name) ?? [];
    return { name, status, ...about, ...(error && { error }), exported };
  });
  const text = JSON.stringify({ version: 1, batch: id, format, files: lines }, undefined, 2);
  return {
    name: 'manifest.json',
    changedAt: new Date(),
    isCompressible: true,
    async *open() {
      yield text;
    },
  };
}
