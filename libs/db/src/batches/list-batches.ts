import { decodeCursor, encodeCursor } from '../cursor.js';
import type { Client } from '../prisma.js';
import type { BatchRecord } from './batch-record.js';
import { getBatch } from './get-batch.js';

export interface BatchRecords {
  batches: BatchRecord[];
  more: boolean;
  cursor?: string;
}

/** Uploads of a tenant, newest first. */
export async function listBatches(
  client: Client,
  tenantId: string,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<BatchRecords> {
  const rows = await client.batch.findMany({
    where: { AND: [{ tenantId }, ...(cursor ? [after(cursor)] : [])] },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    select: { id: true, createdAt: true },
  });
  const shown = rows.slice(0, limit);
  const views: (BatchRecord | undefined)[] = [];
  for (const { id } of shown) views.push(await getBatch(client, tenantId, id));
  const last = shown.at(-1);
  const more = rows.length > limit;
  return {
    batches: views.filter((view) => view !== undefined),
    more,
    ...(more && last && { cursor: encodeCursor([last.createdAt.toISOString(), last.id]) }),
  };
}

function after(cursor: string) {
  const [time, id] = decodeCursor(cursor, ['time', 'uuid']) as [string, string];
  const createdAt = new Date(time);
  return { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
}
