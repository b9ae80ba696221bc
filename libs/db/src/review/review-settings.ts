import type { Client, Session } from '../prisma.js';

/** How a tenant's words are reviewed. */
export interface ReviewSettings {
  /** A word counts if two different people have typed the same. */
  doubleKeying: boolean;
}

export async function getReviewSettings(client: Client | Session, tenantId: string): Promise<ReviewSettings> {
  const row = await client.reviewSettings.findUnique({ where: { tenantId }, select: { doubleKeying: true } });
  return { doubleKeying: row?.doubleKeying ?? false };
}

export async function setReviewSettings(
  client: Client,
  tenantId: string,
  { doubleKeying }: ReviewSettings,
): Promise<void> {
  await client.reviewSettings.upsert({
    where: { tenantId },
    create: { tenantId, doubleKeying },
    update: { doubleKeying },
    select: { tenantId: true },
  });
}
