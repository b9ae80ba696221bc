import type { Retention } from '@longhand/contracts';
import type { NextJob } from '../next-job.js';
import type { Client } from '../prisma.js';
import type { Problem } from '../problem.js';
import { cancelDocument, type DocumentChange, patchDocument } from './change-document.js';
import { type Creation, createDocumentOnce, type NewDocument } from './create-document.js';
import { deleteDocument } from './delete-document.js';
import { documentTimeline, type TimelineEntry } from './document-timeline.js';
import {
  type DocumentRecord,
  type DocumentWithPages,
  pageStateColumns,
  pageStateOf,
  summaryOf,
} from './document-record.js';
import { type DocumentFilter, type DocumentRecords, listDocuments, selectDocuments } from './list-documents.js';
import { type TagChange, tagDocument } from './tag-document.js';
import { getRetention, setRetention } from './retention.js';
import { type Retry, retryDocument } from './retry-document.js';
import {
  beginSplit,
  failSplit,
  finishSplit,
  handBackSplit,
  type StartedDocument,
  type StepAttempt,
} from './split-steps.js';
import type { Quota } from '../usage/quota.js';
import { type SplitPayload, stuckDocuments } from './stuck-documents.js';

/** Documents and the step that splits them. The function of the same name describes each call. */
export interface DocumentsRepository {
  createOnce(
    tenantId: string,
    document: NewDocument,
    next: NextJob,
    limit?: { quota?: Quota; parkedNumber?: number },
  ): Promise<Creation>;
  get(tenantId: string, documentId: string): Promise<DocumentWithPages | undefined>;
  /** False once it is deleted: its id never comes back. */
  exists(tenantId: string, documentId: string): Promise<boolean>;
  list(tenantId: string, filter: DocumentFilter): Promise<DocumentRecords>;
  select(
    tenantId: string,
    filter: Omit<DocumentFilter, 'limit' | 'cursor'>,
    limit: number,
  ): Promise<{ ids: string[]; total: number }>;
  tag(tenantId: string, documentId: string, change: TagChange): Promise<boolean>;
  patch(tenantId: string, documentId: string, change: DocumentChange): Promise<DocumentRecord | undefined>;
  delete(tenantId: string, documentId: string): Promise<boolean>;
  retention(tenantId: string, documentId: string): Promise<Retention | undefined>;
  retain(tenantId: string, documentId: string, retention: Retention): Promise<boolean>;
  cancel(tenantId: string, documentId: string): Promise<boolean>;
  retry(tenantId: string, documentId: string): Promise<Retry | undefined>;
  timeline(tenantId: string, documentId: string): Promise<TimelineEntry[]>;
  beginSplit(tenantId: string, documentId: string): Promise<StartedDocument | undefined>;
  handBackSplit(tenantId: string, documentId: string): Promise<void>;
  finishSplit(
    tenantId: string,
    documentId: string,
    split: { pageCount: number; nextOf: (pageId: string) => NextJob; outcome?: { tookMs?: number; worker?: string } },
  ): Promise<boolean>;
  fail(tenantId: string, documentId: string, problem: Problem, outcome: StepAttempt): Promise<void>;
  stuck(olderThanMs: number, limit: number): Promise<SplitPayload[]>;
  /** Documents that wait for split-document. */
  countWaiting(): Promise<number>;
}

export function documentsRepository(client: Client): DocumentsRepository {
  return {
    createOnce: (tenantId, document, next, limit) => createDocumentOnce(client, tenantId, document, { next, ...limit }),
    get: (...args) => getDocument(client, ...args),
    exists: async (tenantId, id) => (await client.document.count({ where: { id, tenantId } })) > 0,
    list: (...args) => listDocuments(client, ...args),
    select: (...args) => selectDocuments(client, ...args),
    tag: (...args) => tagDocument(client, ...args),
    patch: (...args) => patchDocument(client, ...args),
    delete: (...args) => deleteDocument(client, ...args),
    retention: (...args) => getRetention(client, ...args),
    retain: (...args) => setRetention(client, ...args),
    cancel: (...args) => cancelDocument(client, ...args),
    retry: (...args) => retryDocument(client, ...args),
    timeline: (...args) => documentTimeline(client, ...args),
    beginSplit: (...args) => beginSplit(client, ...args),
    handBackSplit: (...args) => handBackSplit(client, ...args),
    finishSplit: (...args) => finishSplit(client, ...args),
    fail: (tenantId, documentId, problem, outcome) => failSplit(client, { tenantId, documentId, problem, outcome }),
    stuck: (...args) => stuckDocuments(client, ...args),
    countWaiting: () => client.document.count({ where: { status: 'received' } }),
  };
}

async function getDocument(
  client: Client,
  tenantId: string,
  documentId: string,
): Promise<DocumentWithPages | undefined> {
  const row = await client.document.findFirst({
    where: { id: documentId, tenantId },
    include: { pages: { select: pageStateColumns, orderBy: { number: 'asc' } } },
  });
  if (!row) return undefined;
  const pages = row.pages.map(pageStateOf);
  return {
    ...summaryOf(row),
    pagesDone: pages.filter(({ status }) => status === 'recognised').length,
    pagesFailed: pages.filter(({ status }) => status === 'failed').length,
    pages,
  };
}
