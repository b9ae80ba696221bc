import { z } from 'zod';
import { defineJob } from '../job-contract.js';
import { traceparentSchema } from './traceparent.js';

/** Opens the original, counts its pages and creates one row for each. */
export const splitDocumentJob = defineJob({
  queue: 'split-document',
  payload: z.strictObject({ tenantId: z.uuid(), documentId: z.uuid(), traceparent: traceparentSchema }),
  waits: { row: 'document', status: 'received' },
  jobId: ({ documentId }) => `split-${documentId}`,
  attempts: 4,
  backoffMs: 500,
  timeoutMs: 120_000,
});
