import { type DocumentSummary, documentSummarySchema, type PageView } from '@longhand/contracts';
import { AppError, type Marks } from '@longhand/core';
import type { Database, DocumentWithPages } from '@longhand/db';
import {
  type ExportedDocument,
  type PageStream,
  type PicturedPage,
  withMarks,
  writeAlto,
  writeFhir,
  writeHocr,
  writeJson,
  writePageXml,
  writePdf,
  writeText,
} from '@longhand/exports';
import { Inject, Injectable } from '@nestjs/common';
import { DATABASE } from '../deps.js';
import { toDocumentSummary } from '../documents/document-view.js';
import { documentNotFound, pageNotFound } from '../http/not-found.js';
import { PagePicturesService } from '../pages/drawing/page-pictures.service.js';
import type { ExportKind } from './export-kinds.js';
import { type PageSource, pagesOf, picturedPagesOf } from './page-source.js';
import type { ZipEntry } from './zip-stream.js';

type Pieces = AsyncIterable<string | Uint8Array>;

@Injectable()
export class ExportsService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(PagePicturesService) private readonly pictures: PagePicturesService,
  ) {}

  /** The text of all pages, separated by form feeds; a page that has none (yet) is empty. */
  async text(tenantId: string, documentId: string, marks?: Marks): Promise<string> {
    const pages = await this.db.pages.text(tenantId, documentId, marks);
    if (!pages) throw documentNotFound();
    return pages.map(({ text }) => text).join('\f');
  }

  async document(tenantId: string, documentId: string): Promise<DocumentWithPages> {
    const document = await this.db.documents.get(tenantId, documentId);
    if (!document) throw documentNotFound();
    return document;
  }

  /**
   * The document, or one page of it, as one file, streamed.
   * @throws AppError page.not_found, export.nothing_yet
   */
  oneFile(tenantId: string, document: DocumentWithPages, kind: ExportKind, page?: number): Pieces {
    const numbers = document.pages
      .map(({ number }) => number)
      .filter((number) => page === undefined || number === page);
    if (numbers.length === 0) {
      if (page !== undefined) throw pageNotFound();
      if (document.status === 'failed') throw couldNotBeOpened(document);
      if (kind.format === 'pdf' || kind.format === 'alto') {
        throw new AppError(
          'export.nothing_yet',
          'This document has no pages yet. Wait until it has been opened, then export it.',
        );
      }
    }
    return this.write(document, kind, { tenantId, documentId: document.id, numbers });
  }

  /** Files of a document for an archive, under the name `stem`; none if it has no pages. */
  entries(tenantId: string, document: DocumentWithPages, kind: ExportKind, stem: string): ZipEntry[] {
    const { id: documentId, pages, updatedAt: changedAt } = document;
    const source = { tenantId, documentId };
    const numbers = pages.map(({ number }) => number);
    const isCompressible = kind.format !== 'pdf';
    if (numbers.length === 0) return [];
    if (kind.isOneFile) {
      const name = `${stem}.${kind.extension}`;
      return [{ name, changedAt, isCompressible, open: () => this.write(document, kind, { ...source, numbers }) }];
    }
    return numbers.map((number) => ({
      name: `${stem}/page-${String(number).padStart(4, '0')}.xml`,
      changedAt,
      isCompressible,
      open: () => this.write(document, kind, { ...source, numbers: [number] }),
    }));
  }

  private write(record: DocumentWithPages, { format, marks }: ExportKind, ofPages: Omit<PageSource, 'marks'>): Pieces {
    const source = { ...ofPages, marks };
    const document = exportedDocumentOf(record);
    const now = new Date().toISOString();
    const pages = pagesOf(this.db, source);
    switch (format) {
      case 'txt':
        return writeText(pages);
      case 'json':
        return writeJson(summaryOf(record), pages);
      case 'pdf':
        return writePdf(document, markedPictures(picturedPagesOf(this.db, this.pictures, source), marks), now);
      case 'alto':
        return writeAlto(document, pages);
      case 'page':
        return pageXml(pages, now);
      case 'hocr':
        return writeHocr(document, markedPages(pages, marks));
      case 'fhir':
        return writeFhir(document, pages, now);
    }
  }
}

/** The pages unchanged if no marks are requested. */
async function* markedPages(pages: PageStream, marks?: Marks): AsyncGenerator<PageView> {
  for await (const page of pages) yield marks ? withMarks(page, marks) : page;
}

async function* markedPictures(pages: AsyncIterable<PicturedPage>, marks?: Marks): AsyncGenerator<PicturedPage> {
  for await (const { page, jpeg } of pages)
    yield { page: marks ? withMarks(page, marks) : page, ...(jpeg && { jpeg }) };
}

function couldNotBeOpened({ error }: DocumentWithPages): AppError {
  const reason = error?.message ?? 'The reason is not known.';
  return new AppError('export.not_opened', `This file could not be opened: ${reason} You can download the original.`);
}

async function* pageXml(pages: ReturnType<typeof pagesOf>, now: string): AsyncGenerator<string> {
  for await (const page of pages) yield writePageXml(page, now);
}

/** Only the fields in the contract. */
function summaryOf(record: DocumentWithPages): DocumentSummary {
  return documentSummarySchema.parse(toDocumentSummary(record));
}

function exportedDocumentOf(record: DocumentWithPages): ExportedDocument {
  const versions = record.pages.flatMap(({ modelVersion }) => modelVersion ?? []);
  return { ...summaryOf(record), sha256: record.sha256, modelVersions: [...new Set(versions)] };
}
