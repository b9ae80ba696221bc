import type { DocumentStatus, PageStatus } from '@longhand/core';
import type { Prisma } from '../prisma.js';
import { toDay } from '../plain-date.js';
import { type Problem, problemOf } from '../problem.js';

export interface DocumentRecord {
  id: string;
  batchId: string;
  name: string;
  title: string;
  /** `YYYY-MM-DD` */
  recordDate?: string;
  tags: string[];
  sha256: string;
  mediaType: string;
  sizeBytes: number;
  status: DocumentStatus;
  /** Known once the file has been opened. */
  pageCount?: number;
  error?: Problem;
  createdAt: Date;
  updatedAt: Date;
}

export interface DocumentPage {
  id: string;
  number: number;
  status: PageStatus;
  widthPx?: number;
  heightPx?: number;
  confidence?: number;
  modelVersion?: string;
  error?: Problem;
}

export interface DocumentWithPages extends DocumentRecord {
  pagesDone: number;
  pagesFailed: number;
  pages: DocumentPage[];
}

/** The columns with the status of a page, without its text. */
export const pageStateColumns = {
  id: true,
  number: true,
  status: true,
  widthPx: true,
  heightPx: true,
  confidence: true,
  modelVersion: true,
  errorCode: true,
  errorMessage: true,
} satisfies Prisma.PageSelect;

type DocumentRow = Prisma.DocumentGetPayload<object>;
type PageStateRow = Prisma.PageGetPayload<{ select: typeof pageStateColumns }>;

export function summaryOf(row: DocumentRow): DocumentRecord {
  return {
    id: row.id,
    batchId: row.batchId,
    name: row.name,
    title: row.title,
    ...(row.recordDate && { recordDate: toDay(row.recordDate) }),
    tags: row.tags,
    sha256: row.sha256,
    mediaType: row.mediaType,
    sizeBytes: Number(row.sizeBytes),
    status: row.status as DocumentStatus,
    ...(row.pageCount !== null && { pageCount: row.pageCount }),
    ...problemOf(row),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

export function pageStateOf(row: PageStateRow): DocumentPage {
  return {
    id: row.id,
    number: row.number,
    status: row.status as PageStatus,
    ...(row.widthPx !== null && { widthPx: row.widthPx }),
    ...(row.heightPx !== null && { heightPx: row.heightPx }),
    ...(row.confidence !== null && { confidence: row.confidence }),
    ...(row.modelVersion !== null && { modelVersion: row.modelVersion }),
    ...problemOf(row),
  };
}
