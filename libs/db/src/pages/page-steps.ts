import { pageStatusBefore } from '@longhand/contracts';
import type { PageStatus, PageWarning, QuarterTurn } from '@longhand/core';
import { deriveStatus, lockDocumentOfPage } from '../document-status.js';
import { type DocumentRecord, summaryOf } from '../documents/document-record.js';
import type { StepAttempt } from '../documents/split-steps.js';
import { type NextJob, writeOutbox } from '../next-job.js';
import { type Client, type Session, transact } from '../prisma.js';
import type { Problem } from '../problem.js';
import { note } from '../timeline.js';
import { turnRows } from './rotate-page.js';

/** The steps of a page, by the queue that wakes their workers. */
export type PageStep = 'segment-page' | 'recognise-page';

export interface StartedPage {
  page: {
    id: string;
    number: number;
    status: PageStatus;
    /** How the page was turned, clockwise: 0, 90, 180 or 270. */
    rotationDegrees: 0 | QuarterTurn;
    /** A person turned it so; no reader may turn it again. */
    rotatedByPerson: boolean;
    widthPx?: number;
    heightPx?: number;
  };
  document: DocumentRecord;
  /** How often this step was started without coming to an end, this time included. */
  starts: number;
}

/**
 * Starts a step of a page. Undefined when there is nothing to do: it is gone, cancelled, or past
 * that step already.
 */
export async function beginPage(
  client: Client,
  tenantId: string,
  pageId: string,
  step: PageStep,
): Promise<StartedPage | undefined> {
  const { count } = await client.page.updateMany({
    where: { id: pageId, tenantId, status: pageStatusBefore(step), document: { status: { not: 'cancelled' } } },
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
      rotatedByPerson: row.rotatedByPerson,
      ...(row.widthPx !== null && { widthPx: row.widthPx }),
      ...(row.heightPx !== null && { heightPx: row.heightPx }),
    },
    document: summaryOf(row.document),
    starts: row.starts,
  };
}

/**
 * Takes back one start of a step whose worker gave it back in order, because it had to stop: only a
 * worker that died counts. Without effect when the page is past that step.
 */
export async function handBackPage(client: Client, tenantId: string, pageId: string, step: PageStep): Promise<void> {
  await client.page.updateMany({
    where: { id: pageId, tenantId, status: pageStatusBefore(step), starts: { gt: 0 } },
    data: { starts: { decrement: 1 } },
  });
}

export interface Segmentation {
  widthPx: number;
  heightPx: number;
  skewDegrees: number;
  /** The turn that the page was read with; left out, it stays as it was. */
  rotationDegrees?: 0 | QuarterTurn;
  /** Codes of what people should know of the picture; none when left out. */
  warnings?: readonly PageWarning[];
  tookMs: number;
  worker: string;
}

/**
 * Ends segment-page and names the next job. Where the page was turned otherwise than before, what
 * is known of it turns with it. False, without effect, when the page is gone, cancelled or past
 * that step.
 */
export function markSegmented(
  client: Client,
  { tenantId, pageId, result, next }: { tenantId: string; pageId: string; result: Segmentation; next: NextJob },
): Promise<boolean> {
  const { widthPx, heightPx, skewDegrees, rotationDegrees, warnings = [], tookMs, worker } = result;
  return transact(client, async (tx) => {
    const document = await lockDocumentOfPage(tx, tenantId, pageId);
    if (!document || document.status === 'cancelled') return false;
    if (rotationDegrees !== undefined) await turnTo(tx, pageId, rotationDegrees);
    const changed = await tx.$executeRaw`
      UPDATE page SET status = 'segmented', width_px = ${Math.round(widthPx)}, height_px = ${Math.round(heightPx)},
        skew_degrees = ${skewDegrees}, warnings = ${[...warnings]}, starts = 0, error_code = NULL,
          error_message = NULL, updated_at = now()
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

/**
 * Sets the turn of a queued page that no person turned, and turns the boxes that an earlier reading
 * left.
 */
async function turnTo(tx: Session, pageId: string, rotationDegrees: 0 | QuarterTurn): Promise<void> {
  const page = await tx.page.findFirst({
    where: { id: pageId, status: 'queued', rotatedByPerson: false, rotationDegrees: { not: rotationDegrees } },
    select: { rotationDegrees: true, widthPx: true, heightPx: true },
  });
  if (!page) return;
  const degrees = ((rotationDegrees - page.rotationDegrees + 360) % 360) as QuarterTurn;
  if (page.widthPx !== null && page.heightPx !== null) {
    await turnRows(tx, pageId, degrees, { width: page.widthPx, height: page.heightPx });
  }
  await tx.page.update({ where: { id: pageId }, data: { rotationDegrees }, select: { id: true } });
}

/**
 * Writes down that a step failed. After the last try the page is `failed`, and so may be its
 * document.
 */
export function failPage(
  client: Client,
  tenantId: string,
  pageId: string,
  { step, problem, outcome: { attempt, isFinal, worker } }: { step: PageStep; problem: Problem; outcome: StepAttempt },
): Promise<void> {
  return transact(client, async (tx) => {
    const document = await lockDocumentOfPage(tx, tenantId, pageId);
    if (!document) return;
    const { count } = await tx.page.updateMany({
      // A late failure of a step that another worker has brought to its end meanwhile says nothing
      // any more.
      where: { id: pageId, status: pageStatusBefore(step) },
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
