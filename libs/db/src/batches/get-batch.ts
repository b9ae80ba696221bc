import type { FileStatus } from '@longhand/contracts';
import type { DocumentStatus } from '@longhand/core';
import type { Client, Prisma } from '../prisma.js';
import { groupBy } from '../group-by.js';
import { problemOf } from '../problem.js';
import {
  type BatchDocument,
  type BatchFileRecord,
  type BatchRecord,
  batchStatusOf,
  type FailedPage,
  workOf,
} from './batch-record.js';

/**
 * The pace is calculated from the pages that ended within this time, so that it follows the current
 * speed of the machine.
 */
const paceWindowMs = 60_000;

/** An upload with its receipt and the status of its documents. */
export async function getBatch(client: Client, tenantId: string, batchId: string): Promise<BatchRecord | undefined> {
  const batch = await client.batch.findFirst({
    where: { id: batchId, tenantId },
    include: { files: { orderBy: { position: 'asc' } } },
  });
  if (!batch) return undefined;
  const files = batch.files.map(fileOf);
  const documents = await documentsOf(client, tenantId, batchId);
  const { finished, total } = workOf(documents);
  const status = batchStatusOf(
    batch.receivedAt !== null,
    documents.map((document) => document.status),
  );
  const etaSeconds = status === 'processing' ? await etaOf(client, tenantId, batchId, total - finished) : undefined;
  const sum = (count: (document: BatchDocument) => number) => documents.reduce((all, one) => all + count(one), 0);
  const filesThatAre = (wanted: FileStatus) => files.filter((file) => file.status === wanted).length;
  return {
    id: batch.id,
    status,
    createdAt: batch.createdAt,
    ...(batch.receivedAt && { receivedAt: batch.receivedAt }),
    files,
    documents,
    counts: {
      files: files.length - filesThatAre('skipped'),
      accepted: filesThatAre('accepted'),
      duplicate: filesThatAre('duplicate'),
      rejected: filesThatAre('rejected'),
      skipped: filesThatAre('skipped'),
      pages: sum(({ pageCount }) => pageCount ?? 0),
      pagesDone: sum(({ pagesDone }) => pagesDone),
      pagesFailed: sum(({ pagesFailed }) => pagesFailed),
    },
    progress: progressOf(finished, total, batch.receivedAt !== null),
    ...(etaSeconds !== undefined && { etaSeconds }),
  };
}

function progressOf(finished: number, total: number, isReceived: boolean): number {
  if (total === 0) return isReceived ? 1 : 0;
  return finished / total;
}

function fileOf(row: Prisma.BatchFileGetPayload<object>): BatchFileRecord {
  return {
    position: row.position,
    name: row.name,
    sizeBytes: Number(row.sizeBytes),
    status: row.status as FileStatus,
    ...(row.documentId && { documentId: row.documentId }),
    ...(row.duplicateOf && { duplicateOf: row.duplicateOf }),
    ...problemOf(row),
  };
}

interface DocumentRow {
  id: string;
  name: string;
  title: string;
  status: DocumentStatus;
  pageCount: number | null;
  errorCode: string | null;
  errorMessage: string | null;
  pagesDone: number;
  pagesFailed: number;
}

async function documentsOf(client: Client, tenantId: string, batchId: string): Promise<BatchDocument[]> {
  const rows = await client.$queryRaw<DocumentRow[]>`
    SELECT d.id, d.name, d.title, d.status, d.page_count AS "pageCount",
      d.error_code AS "errorCode", d.error_message AS "errorMessage",
      count(p.id) FILTER (WHERE p.status = 'recognised')::int AS "pagesDone",
      count(p.id) FILTER (WHERE p.status = 'failed')::int AS "pagesFailed"
    FROM document d LEFT JOIN page p ON p.document_id = d.id
    WHERE d.batch_id = ${batchId}::uuid AND d.tenant_id = ${tenantId}::uuid GROUP BY d.id ORDER BY d.created_at, d.id`;
  const failed = await failedPagesOf(
    client,
    tenantId,
    rows.filter(({ pagesFailed }) => pagesFailed > 0).map(({ id }) => id),
  );
  return rows.map(({ pageCount, errorCode, errorMessage, ...row }) => ({
    ...row,
    ...(pageCount !== null && { pageCount }),
    ...problemOf({ errorCode, errorMessage }),
    ...(failed.has(row.id) && { failedPages: failed.get(row.id) }),
  }));
}

async function failedPagesOf(
  client: Client,
  tenantId: string,
  documentIds: readonly string[],
): Promise<Map<string, FailedPage[]>> {
  if (documentIds.length === 0) return new Map();
  const rows = await client.page.findMany({
    where: { tenantId, documentId: { in: [...documentIds] }, status: 'failed' },
    select: { documentId: true, number: true, errorCode: true, errorMessage: true },
    orderBy: { number: 'asc' },
  });
  const pages = rows.map(({ documentId, number: page, errorCode, errorMessage }) => ({
    documentId,
    page,
    code: errorCode ?? 'page.failed',
    message: errorMessage ?? 'This page could not be read. Try it again.',
  }));
  const grouped = groupBy(pages, ({ documentId }) => documentId);
  return new Map([...grouped].map(([id, some]) => [id, some.map(({ documentId: _owner, ...page }) => page)]));
}

async function etaOf(
  client: Client,
  tenantId: string,
  batchId: string,
  pagesLeft: number,
): Promise<number | undefined> {
  const [pace] = await client.$queryRaw<{ pages: number; seconds: number | null }[]>`
    SELECT count(*)::int AS pages, extract(epoch FROM now() - min(t.at))::float8 AS seconds
    FROM timeline t JOIN document d ON d.id = t.document_id
    WHERE d.batch_id = ${batchId}::uuid AND d.tenant_id = ${tenantId}::uuid AND t.status IN ('recognised', 'failed')
      AND t.page_id IS NOT NULL
      AND t.at BETWEEN now() - ${paceWindowMs} * interval '1 millisecond' AND now()`;
  // Entries of a worker whose clock is ahead are left out. The first page of the window only marks
  // its beginning.
  if (!pace?.seconds || pace.pages < 2) return undefined;
  return Math.ceil((pagesLeft * pace.seconds) / (pace.pages - 1));
}
