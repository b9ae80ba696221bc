import type { DocumentStatus } from '@longhand/core';
import { decodeCursor, encodeCursor } from '../cursor.js';
import { toDate } from '../plain-date.js';
import type { Client, Prisma } from '../prisma.js';
import { type DocumentRecord, summaryOf } from './document-record.js';

export interface DocumentFilter {
  /** Part of the title or the file name; upper and lower case are equal. */
  title?: string;
  tag?: string;
  status?: DocumentStatus;
  /** Record dates, `YYYY-MM-DD`, both inclusive. */
  from?: string;
  to?: string;
  limit: number;
  cursor?: string;
}

export interface DocumentRecords {
  documents: DocumentRecord[];
  more: boolean;
  cursor?: string;
}

/** Documents of a tenant, newest first. */
export async function listDocuments(
  client: Client,
  tenantId: string,
  filter: DocumentFilter,
): Promise<DocumentRecords> {
  const rows = await client.document.findMany({
    where: { AND: [{ tenantId }, ...conditions(filter), ...(filter.cursor ? [after(filter.cursor)] : [])] },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: filter.limit + 1,
  });
  const documents = rows.slice(0, filter.limit).map(summaryOf);
  const more = rows.length > filter.limit;
  const last = documents.at(-1);
  return { documents, more, ...(more && last && { cursor: encodeCursor([last.createdAt.toISOString(), last.id]) }) };
}

/** Ids of the documents that match, newest first and at most `limit`, and how many match. */
export async function selectDocuments(
  client: Client,
  tenantId: string,
  filter: Omit<DocumentFilter, 'limit' | 'cursor'>,
  limit: number,
): Promise<{ ids: string[]; total: number }> {
  const where = { AND: [{ tenantId }, ...conditions(filter)] };
  const total = await client.document.count({ where });
  if (limit === 0) return { ids: [], total };
  const orderBy = [{ createdAt: 'desc' as const }, { id: 'desc' as const }];
  const rows = await client.document.findMany({ where, orderBy, take: limit, select: { id: true } });
  return { ids: rows.map(({ id }) => id), total };
}

function conditions({
  title,
  tag,
  status,
  from,
  to,
}: Omit<DocumentFilter, 'limit' | 'cursor'>): Prisma.DocumentWhereInput[] {
  const contains = title && { contains: title.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' as const };
  return [
    ...(contains ? [{ OR: [{ title: contains }, { name: contains }] }] : []),
    ...(tag ? [{ tags: { has: tag } }] : []),
    ...(status ? [{ status }] : []),
    ...(from ? [{ recordDate: { gte: toDate(from) } }] : []),
    ...(to ? [{ recordDate: { lte: toDate(to) } }] : []),
  ];
}

function after(cursor: string): Prisma.DocumentWhereInput {
  const [time, id] = decodeCursor(cursor, ['time', 'uuid']) as [string, string];
  const createdAt = new Date(time);
  return { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
}
