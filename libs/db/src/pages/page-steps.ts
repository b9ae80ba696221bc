import type { PageStatus, QuarterTurn } from '@longhand/core';
import { deriveStatus, lockDocumentOfPage } from '../documents/document-status.js';
import { type DocumentSummary, summaryOf } from '../documents/document-view.js';
import type { StepOutcome } from '../documents/split-steps.js';
import { type NextJob, writeOutbox } from '../next-job.js';
import { type Client, transact } from '../prisma.js';
import type { Problem } from '../problem.js';
import { note } from '../timeline.js';

/** The steps of a page, by the queue that wakes their workers. */
export type PageStep = 'segment-page' | 'recognise-page';

/** The status in which a page waits for each step. */
export const waitingFor: Readonly<Record<PageStep, PageStatus>> = {
  'segment-page': 'queued',
  'recognise-page': 'segmented',
};

export interface StartedPage {
  page: {
    id: string;
    number: number;
    status: PageStatus;
    /** How a person turned the page, clockwise: 0, 90, 180 or 270. */
    rotationDegrees: 0 | QuarterTurn;
    widthPx?: number;
    heightPx?: number;
  };
  document: DocumentSummary;
  /** How often this step was started without coming to an end, this time included. */
  starts: number;
}

/** Starts a step of a page. Undefined when there is nothing to do: it is gone, cancelled, or past that step already. */
export async function beginPage(
  client: Client,
  tenantId: string,
  pageId: string,
  step: PageStep,
): Promise<StartedPage | undefined> {
  const { count } = await client.page.updateMany({
    where: { id: pageId, tenantId, status: waitingFor[step], document: { status: { not: 'cancelled' } } },
    data: { starts: { increment: 1 }, updatedAt: new Date() },
  });
  if (count === 0) return undefined;
  const row = await client.page.findUnique({
    where: { id: pageId },
    omit: { text: true },
    include: { document: true },
  });
  if (!row) return undefined;
  return {
    page: {
      id: row.id,
      number: row.number,
      status: row.status as PageStatus,
      rotationDegrees: row.rotationDegrees as 0 | QuarterTurn,
      ...(row.widthPx !== null && { widthPx: row.widthPx }),
      ...(row.heightPx !== null && { heightPx: row.heightPx }),
    },
    document: summaryOf(row.document),
    starts: row.starts,
  };
}

/**
 * Takes back one start of a step whose worker gave it back in order, because it had to stop: only a worker that died counts. Without effect when
 * the page is past that step.
 */
export async function handBackPage(client: Client, tenantId: string, pageId: string, step: PageStep): Promise<void> {
  await client.page.updateMany({
    where: { id: pageId, tenantId, status: waitingFor[step], starts: { gt: 0 } },
    data: { starts: { decrement: 1 } },
  });
}

export interface Segmentation {
  widthPx: number;
  heightPx: number;
  skewDegrees: number;
  tookMs: number;
  worker: string;
}

/** Ends segment-page and names the next job. False, without effect, when the page is gone, cancelled or past that step. */
export function markSegmented(
  client: Client,
  tenantId: string,
  pageId: string,
  { widthPx, heightPx, skewDegrees, tookMs, worker }: Segmentation,
  next: NextJob,
): Promise<boolean> {
  return transact(client, async (tx) => {
    const document = await lockDocumentOfPage(tx, tenantId, pageId);
    if (!document || document.status === 'cancelled') return false;
    const changed = await tx.$executeRaw`
      UPDATE page SET status = 'segmented', width_px = ${Math.round(widthPx)}, height_px = ${Math.round(heightPx)},
        skew_degrees = ${skewDegrees}, starts = 0, error_code = NULL, error_message = NULL, updated_at = now()
      WHERE id = ${pageId}::uuid AND status = 'queued'`;
    if (changed === 0) return false;
    await writeOutbox(tx, tenantId, [next]);
    await note(tx, {
      tenantId,
      documentId: document.id,
      pageId,
      step: 'segment-page',
      status: 'segmented',
      tookMs,
      worker,
    });
    return true;
  });
}

/** Writes down that a step failed. After the last try the page is `failed`, and so may be its document. */
export function failPage(
  client: Client,
  tenantId: string,
  pageId: string,
  step: PageStep,
  problem: Problem,
  { attempt, isFinal, worker }: StepOutcome,
): Promise<void> {
  return transact(client, async (tx) => {
    const document = await lockDocumentOfPage(tx, tenantId, pageId);
    if (!document) return;
    const { count } = await tx.page.updateMany({
      // A late failure of a step that another worker has brought to its end meanwhile says nothing any more.
      where: { id: pageId, status: waitingFor[step] },
      data: {
        starts: 0,
        updatedAt: new Date(),
        ...(isFinal && { status: 'failed', errorCode: problem.code, errorMessage: problem.message }),
      },
    });
    if (count === 0) return;
    const status = isFinal ? 'failed' : 'retrying';
    await note(tx, {
      tenantId,
      documentId: document.id,
      pageId,
      step,
      status,
      attempt,
      worker,
      errorCode: problem.code,
    });
    if (isFinal) await deriveStatus(tx, tenantId, document);
  });
}
