import { z } from 'zod';
import { idSchema } from './common.js';

/** The answer to the first step of a resumable upload: the batch that the files belong to. */
export const openBatchSchema = z
  .object({
    id: idSchema,
    isNew: z.boolean().describe('False if an earlier call with the same Idempotency-Key created it'),
    isOpen: z.boolean().describe('False if it is complete; open another batch with another key for more files'),
  })
  .meta({ id: 'OpenBatch' });
export type OpenBatch = z.infer<typeof openBatchSchema>;

/** The number of a file in its batch, from 0; the sender counts. */
export const fileIndexSchema = z.coerce.number().int().min(0).max(1_000_000);
