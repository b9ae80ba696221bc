import { segmentPageJob } from '@longhand/contracts';
import { type Box, type QuarterTurn, turnBox, turnPoint } from '@longhand/core';
import { deriveStatus, lockDocumentOfPage } from '../document-status.js';
import { requireNotHeld } from '../require-not-held.js';
import { writeOutbox } from '../next-job.js';
import { type Client, type Session, transact } from '../prisma.js';
import { note } from '../timeline.js';

/** `busy`: a worker has the page or will have it, or its document was cancelled. */
export type Rotation = 'missing' | 'busy' | 'turned';

interface PageSize {
  width: number;
  height: number;
}

/**
 * Turns a finished or failed page clockwise and sets it going again from its first step. Until it
 * is read again it keeps its words, so that it can still be found; their boxes, and those of
 * people's corrections, turn with it in the same transaction.
 */
export function rotatePage(
  client: Client,
  tenantId: string,
  { documentId, number, degrees }: { documentId: string; number: number; degrees: QuarterTurn },
): Promise<Rotation> {
  return transact(client, async (tx) => {
    const found = await tx.page.findFirst({ where: { tenantId, documentId, number }, select: { id: true } });
    const document = found && (await lockDocumentOfPage(tx, tenantId, found.id));
    if (!document) return 'missing';
    // Rotated, it would be read again, and its words replaced.
    await requireNotHeld(tx, documentId);
    const page = await tx.page.findUniqueOrThrow({
      where: { id: found.id },
      select: { id: true, status: true, widthPx: true, heightPx: true, rotationDegrees: true },
    });
    const isFinished = page.status === 'recognised' || page.status === 'failed';
    if (!isFinished || document.status === 'cancelled') return 'busy';
    const size = page.widthPx !== null && page.heightPx !== null && { width: page.widthPx, height: page.heightPx };
    if (size) await turnRows(tx, page.id, degrees, size);
    await tx.page.update({
      where: { id: page.id },
      data: {
        status: 'queued',
        starts: 0,
        errorCode: null,
        errorMessage: null,
        skewDegrees: null,
        rotationDegrees: (page.rotationDegrees + degrees) % 360,
        rotatedByPerson: true,
        updatedAt: new Date(),
        ...(degrees !== 180 && { widthPx: page.heightPx, heightPx: page.widthPx }),
      },
      select: { id: true },
    });
    await writeOutbox(tx, tenantId, [{ contract: segmentPageJob, payload: { tenantId, documentId, pageId: page.id } }]);
    await note(tx, { tenantId, documentId, pageId: page.id, step: 'rotate', status: 'queued' });
    await deriveStatus(tx, tenantId, document);
    return 'turned';
  });
}

/** Turns the boxes of a page's lines and words, and of all that people said of places on it. */
export async function turnRows(tx: Session, pageId: string, degrees: QuarterTurn, size: PageSize): Promise<void> {
  const turn = ({ x, y, width, height }: Box) => turnBox({ x, y, width, height }, degrees, size);
  const where = { where: { pageId } };
  const lines = (await tx.line.findMany(where)).map(({ number, baseline, ...box }) => ({
    number,
    ...turn(box),
    baseline: (baseline as [number, number][]).map(([x, y]) => {
      const turned = turnPoint({ x, y }, degrees, size);
      return [turned.x, turned.y];
    }),
  }));
  await tx.$executeRaw`
    UPDATE line SET x = row.x, y = row.y, width = row.width, height = row.height, baseline = row.baseline
    FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
      AS row(number int, x float8, y float8, width float8, height float8, baseline jsonb)
    WHERE line.page_id = ${pageId}::uuid AND line.number = row.number`;
  const words = (await tx.word.findMany(where)).map(({ id, ...box }) => ({ id, ...turn(box) }));
  await tx.$executeRaw`
    UPDATE word SET x = row.x, y = row.y, width = row.width, height = row.height
    FROM jsonb_to_recordset(${JSON.stringify(words)}::jsonb)
      AS row(id uuid, x float8, y float8, width float8, height float8) WHERE word.id = row.id`;
  const corrections = (await tx.correction.findMany(where)).map(({ id, ...box }) => ({ id, ...turn(box) }));
  await tx.$executeRaw`
    UPDATE correction SET x = row.x, y = row.y, width = row.width, height = row.height
    FROM jsonb_to_recordset(${JSON.stringify(corrections)}::jsonb)
      AS row(id uuid, x float8, y float8, width float8, height float8) WHERE correction.id = row.id`;
  for (const { id, after, ...box } of await tx.addedLine.findMany(where)) {
    const data = { ...turn(box), ...(after && { after: { ...turn(after as unknown as Box) } }) };
    await tx.addedLine.update({ where: { id }, data, select: { id: true } });
  }
  for (const { id, words: boxes, ...box } of await tx.deletedLine.findMany(where)) {
    const turned = (boxes as unknown as Box[]).map((one) => ({ ...turn(one) }));
    await tx.deletedLine.update({ where: { id }, data: { ...turn(box), words: turned }, select: { id: true } });
  }
  for (const { id, x, y, width, height } of await tx.keying.findMany(where)) {
    await tx.keying.update({ where: { id }, data: turn({ x, y, width, height }), select: { id: true } });
  }
}
