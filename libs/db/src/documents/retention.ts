import type { Retention } from '@longhand/contracts';
import { toDate, toDay } from '../plain-date.js';
import type { Client } from '../prisma.js';

export async function getRetention(
  client: Client,
  tenantId: string,
  documentId: string,
): Promise<Retention | undefined> {
  const row = await client.document.findFirst({
    where: { id: documentId, tenantId },
    select: { retainUntil: true, holdReason: true },
  });
  if (!row) return undefined;
  return {
    ...(row.retainUntil && { retainUntil: toDay(row.retainUntil) }),
    ...(row.holdReason !== null && { holdReason: row.holdReason }),
  };
}

/** Sets both; a missing value no longer holds the document. False if it was deleted. */
export async function setRetention(
  client: Client,
  tenantId: string,
  documentId: string,
  { retainUntil, holdReason }: Retention,
): Promise<boolean> {
  const { count } = await client.document.updateMany({
    where: { id: documentId, tenantId },
    data: { retainUntil: retainUntil ? toDate(retainUntil) : null, holdReason: holdReason ?? null },
  });
  return count > 0;
}
