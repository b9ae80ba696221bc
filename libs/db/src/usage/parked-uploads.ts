import { type Client, transact } from '../prisma.js';
import { type Quota, requireWithin } from './quota.js';

/** A file that arrives in parts. */
export interface ParkedFile {
  batchId: string;
  /** Of the file in its batch, from 0. */
  number: number;
  /** As announced; no more than this is taken of it. */
  sizeBytes: number;
}

/**
 * Counts a file for the quotas of its tenant, from before its first byte arrives until `unpark`.
 * May be repeated. The tenant's row is held meanwhile, so that two that begin at once never pass a
 * limit together.
 * @throws AppError quota.*; the file is not counted then
 */
export function parkUpload(client: Client, tenantId: string, file: ParkedFile, quota: Quota): Promise<void> {
  const { batchId, number, sizeBytes } = file;
  return transact(client, async (tx) => {
    await tx.$executeRaw`
      INSERT INTO tenant_usage AS known (tenant_id) VALUES (${tenantId}::uuid)
      ON CONFLICT (tenant_id) DO UPDATE SET bytes = known.bytes`;
    await tx.parkedUpload.upsert({
      where: { batchId_number: { batchId, number } },
      create: { tenantId, batchId, number, sizeBytes },
      update: { sizeBytes },
    });
    await requireWithin(tx, tenantId, quota);
  });
}
