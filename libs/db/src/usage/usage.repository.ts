import type { Client } from '../prisma.js';
import { type ParkedFile, parkUpload } from './parked-uploads.js';
import { type Quota, readUsage, type UsageAmounts } from './quota.js';

export interface UsageRepository {
  get(tenantId: string): Promise<UsageAmounts>;
  park(tenantId: string, file: ParkedFile, quota: Quota): Promise<void>;
  /** The file is a document now, was refused or given up: it counts as what it became. */
  unpark(tenantId: string, batchId: string, number: number): Promise<void>;
  /** As unpark for all files of a batch but some. */
  unparkExcept(tenantId: string, batchId: string, numbers: readonly number[]): Promise<void>;
}

export const usageRepository = (client: Client): UsageRepository => ({
  get: (tenantId) => readUsage(client, tenantId),
  park: (...args) => parkUpload(client, ...args),
  async unpark(tenantId, batchId, number) {
    await client.parkedUpload.deleteMany({ where: { tenantId, batchId, number } });
  },
  async unparkExcept(tenantId, batchId, numbers) {
    await client.parkedUpload.deleteMany({ where: { tenantId, batchId, number: { notIn: [...numbers] } } });
  },
});
