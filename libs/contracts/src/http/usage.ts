import { z } from 'zod';

const amountSchema = z.number().int().min(0);

const amountsSchema = z.object({
  bytes: amountSchema.describe('Size of the stored originals'),
  pages: amountSchema.describe('Documents that wait to be opened count as one page each'),
  bytesToday: amountSchema.describe('Uploaded since midnight UTC'),
  pagesToday: amountSchema,
});

export const usageSchema = z
  .object({ used: amountsSchema, quota: amountsSchema.describe('0: no limit') })
  .meta({ id: 'Usage' });
export type Usage = z.infer<typeof usageSchema>;
