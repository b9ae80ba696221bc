import type { BatchCounts, BatchStatus, FileStatus } from '@longhand/contracts';
import type { DocumentStatus } from '@longhand/core';
import type { Problem } from '../problem.js';

export interface BatchFileRecord {
  position: number;
  name: string;
  sizeBytes: number;
  status: FileStatus;
  documentId?: string;
  duplicateOf?: string;
  error?: Problem;
}

/** Why one page has no text. */
export interface FailedPage extends Problem {
  page: number;
}

export interface BatchDocument {
  id: string;
  name: string;
  title: string;
  status: DocumentStatus;
  pageCount?: number;
  pagesDone: number;
  pagesFailed: number;
  error?: Problem;
  /** The reason of each page that failed, by number; absent where none did. */
  failedPages?: FailedPage[];
}

export interface BatchRecord {
  id: string;
  status: BatchStatus;
  createdAt: Date;
  /** When the whole upload was accounted for; absent while files still come. */
  receivedAt?: Date;
  files: BatchFileRecord[];
  documents: BatchDocument[];
  counts: BatchCounts;
  /**
   * Share of the pages that are finished, 0 to 1. A file that is not opened yet counts as one page.
   */
  progress: number;
  /**
   * Seconds until all is finished, at the pace of the last pages; absent while there is no pace.
   */
  etaSeconds?: number;
}

const unfinished = new Set<DocumentStatus>(['received', 'processing']);

/**
 * `receiving` until the upload is accounted for, then `processing` until no document is unfinished,
 * then the outcome of each.
 */
export function batchStatusOf(isReceived: boolean, statuses: readonly DocumentStatus[]): BatchStatus {
  if (!isReceived) return 'receiving';
  if (statuses.some((status) => unfinished.has(status))) return 'processing';
  if (statuses.every((status) => status === 'done')) return 'done';
  if (statuses.every((status) => status === 'cancelled')) return 'cancelled';
  return statuses.every((status) => status === 'failed' || status === 'cancelled') ? 'failed' : 'partly_failed';
}

/** Pages that are finished one way or the other, and all that there will be as far as is known. */
export function workOf(documents: readonly BatchDocument[]): { finished: number; total: number } {
  let finished = 0;
  let total = 0;
  for (const { status, pageCount, pagesDone, pagesFailed } of documents) {
    const pages = pageCount ?? 1;
    total += pages;
    finished += unfinished.has(status) ? pagesDone + pagesFailed : pages;
  }
  return { finished, total };
}
