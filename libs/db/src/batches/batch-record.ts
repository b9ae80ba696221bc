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
  /** The reason for each failed page, by number; missing if none failed. */
  failedPages?: FailedPage[];
}

export interface BatchRecord {
  id: string;
  status: BatchStatus;
  createdAt: Date;
  /** When the whole upload had been handled; missing while files still arrive. */
  receivedAt?: Date;
  files: BatchFileRecord[];
  documents: BatchDocument[];
  counts: BatchCounts;
  /**
   * Share of the pages that are finished, 0 to 1. A file that has not been opened yet counts as one
   * page.
   */
  progress: number;
  /**
   * Seconds until everything is finished, at the pace of the last pages; missing while the pace is
   * unknown.
   */
  etaSeconds?: number;
}

const unfinished = new Set<DocumentStatus>(['received', 'processing']);

/**
 * `receiving` until the upload has been handled, then `processing` while a document is unfinished,
 * then the combined outcome.
 */
export function batchStatusOf(isReceived: boolean, statuses: readonly DocumentStatus[]): BatchStatus {
  if (!isReceived) return 'receiving';
  if (statuses.some((status) => unfinished.has(status))) return 'processing';
  if (statuses.every((status) => status === 'done')) return 'done';
  if (statuses.every((status) => status === 'cancelled')) return 'cancelled';
  return statuses.every((status) => status === 'failed' || status === 'cancelled') ? 'failed' : 'partly_failed';
}

/** The number of finished pages, successful or not, and the total as far as known. */
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
