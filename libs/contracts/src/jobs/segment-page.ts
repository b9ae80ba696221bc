import { z } from 'zod';
import { defineJob } from '../job-contract.js';
import { traceparentSchema } from './traceparent.js';

/** Decodes one page, cleans it, finds lines, words and glyphs, and stores them. */
export const segmentPageJob = defineJob({
  queue: 'segment-page',
  payload: z.strictObject({
    tenantId: z.uuid(),
    documentId: z.uuid(),
    pageId: z.uuid(),
    traceparent: traceparentSchema,
  }),
  waits: { row: 'page', status: 'queued' },
  jobId: ({ pageId }) => `segment-${pageId}`,
  attempts: 4,
  backoffMs: 500,
  timeoutMs: 120_000,
});
