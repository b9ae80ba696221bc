import { type Client, transact } from '../prisma.js';
import { type NextJob, writeOutbox } from '../next-job.js';
import type { Problem } from '../problem.js';
import { note } from '../timeline.js';
import { deriveStatus, lockDocument } from '../document-status.js';
import { type DocumentRecord, summaryOf } from './document-record.js';

const step = 'split-document';

export interface StepAttempt {
  attempt: number;
  /** No further try follows. */
  isFinal: boolean;
  worker?: string;
}

export interface StartedDocument {
  document: DocumentRecord;
  /** How often this step was started without coming to an end, this time included. */
  starts: number;
}

/**
 * Starts to split a document. Undefined when there is nothing to do: it is gone, cancelled, or
 * split already.
 */
export async function beginSplit(
  client: Client,
  tenantId: string,
  documentId: string,
): Promise<StartedDocument | undefined> {
  // One statement: it either finds the document waiting or it does not.
  const { count } = await client.document.updateMany({
    where: { id: documentId, tenantId, status: 'received' },
    data: { starts: { increment: 1 }, updatedAt: new Date() },
  });
  if (count === 0) return undefined;
  const row = await client.document.findUnique({ where: { id: documentId } });
  return row ? { document: summaryOf(row), starts: row.starts } : undefined;
}

/**
 * Undoes one start of splitting whose worker handed it back in order; without effect if the
 * document is past that step.
 */
export async function handBackSplit(client: Client, tenantId: string, documentId: string): Promise<void> {
  await client.document.updateMany({
    where: { id: documentId, tenantId, status: 'received', starts: { gt: 0 } },
    data: { starts: { decrement: 1 } },
  });
}

/**
 * Creates the rows of a document's pages, numbered from 1, and the jobs that `nextOf` names for
 * them. A second call changes nothing.
 * @returns false when the document is gone, cancelled, or was split before
 */
export function finishSplit(
  client: Client,
  tenantId: string,
  documentId: string,
  {
    pageCount,
    nextOf,
    outcome = {},
  }: { pageCount: number; nextOf: (pageId: string) => NextJob; outcome?: { tookMs?: number; worker?: string } },
): Promise<boolean> {
  return transact(client, async (tx) => {
    const document = await lockDocument(tx, tenantId, documentId);
    if (document?.status !== 'received') return false;
    await tx.page.createMany({
      data: Array.from({ length: pageCount }, (_, i) => ({ tenantId, documentId, number: i + 1 })),
      skipDuplicates: true,
    });
    const pages = await tx.page.findMany({
      where: { documentId, status: 'queued' },
      select: { id: true },
      orderBy: { number: 'asc' },
    });
    await writeOutbox(
      tx,
      tenantId,
      pages.map(({ id }) => nextOf(id)),
    );
    await tx.$executeRaw`UPDATE document SET page_count = ${pageCount}, starts = 0 WHERE id = ${documentId}::uuid`;
    await note(tx, { tenantId, documentId, step, status: 'split', ...outcome });
    await deriveStatus(tx, tenantId, document);
    return true;
  });
}

/** Records that splitting failed; after the last attempt the document is `failed`. */
export function failSplit(
  client: Client,
  {
    tenantId,
    documentId,
    problem,
    outcome,
  }: { tenantId: string; documentId: string; problem: Problem; outcome: StepAttempt },
): Promise<void> {
  const { attempt, isFinal, worker } = outcome;
  return transact(client, async (tx) => {
    const document = await lockDocument(tx, tenantId, documentId);
    if (document?.status !== 'received') return;
    const status = isFinal ? 'failed' : 'retrying';
    await note(tx, { tenantId, documentId, step, status, attempt, worker, errorCode: problem.code });
    await tx.document.update({
      where: { id: documentId },
      data: {
        starts: 0,
        updatedAt: new Date(),
        ...(isFinal && { status, errorCode: problem.code, errorMessage: problem.message }),
      },
      select: { id: true },
    });
  });
}
