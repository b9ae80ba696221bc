import { z } from 'zod';
import { defineJob } from '../job-contract.js';
import { traceparentSchema } from './traceparent.js';

/** Reads the stored glyphs of one page and saves its text, words and search rows. */
export const recognisePageJob = defineJob({
  queue: 'recognise-page',
  payload: z.strictObject({
    tenantId: z.uuid(),
    documentId: z.uuid(),
    pageId: z.uuid(),
    traceparent: traceparentSchema,
  }),
  waits: { row: 'page', status: 'segmented' },
  jobId: ({ pageId }) => `recognise-${pageId}`,
  attempts: 4,
  backoffMs: 500,
  timeoutMs: 180_000,
});
