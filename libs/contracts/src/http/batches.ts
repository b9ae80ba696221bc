import { documentStatuses } from '@longhand/core';
import { z } from 'zod';
import { cursorSchema, idSchema, limitSchema, problemSchema, timestampSchema } from './common.js';

export const fileStatuses = ['accepted', 'duplicate', 'rejected', 'skipped'] as const;
export type FileStatus = (typeof fileStatuses)[number];

/** One line of the receipt: the outcome of one file of the upload. */
export const receiptFileSchema = z
  .object({
    name: z
      .string()
      .describe(
        'The stored name, without path and control characters; `archive.zip/scan.jpg` for a file in an archive',
      ),
    status: z.enum(fileStatuses),
    sizeBytes: z.number().int().min(0),
    documentId: idSchema.optional().describe('The document created from this file; with status accepted'),
    duplicateOf: idSchema
      .optional()
      .describe('The document that already contains the same bytes; with status duplicate'),
    error: problemSchema.optional().describe('Why the file was refused; with status rejected'),
    warning: problemSchema.optional().describe('What was changed about an accepted file, such as its name'),
  })
  .meta({ id: 'ReceiptFile' });
export type ReceiptFile = z.infer<typeof receiptFileSchema>;

/** The answer to an upload: every file that was sent, in the order of arrival. */
export const receiptSchema = z.object({ id: idSchema, files: z.array(receiptFileSchema) }).meta({ id: 'Receipt' });
export type Receipt = z.infer<typeof receiptSchema>;

/**
 * `receiving` until the last byte of the upload has been handled (after an interrupted upload with
 * an Idempotency-Key: until it is sent again), `processing` while a page is unfinished; then `done`
 * (all pages have text), `partly_failed`, `failed` (nothing has text) or `cancelled`.
 */
export const batchStatuses = ['receiving', 'processing', 'done', 'partly_failed', 'failed', 'cancelled'] as const;
export type BatchStatus = (typeof batchStatuses)[number];

export const batchCountsSchema = z
  .object({
    files: z.number().int(),
    accepted: z.number().int(),
    duplicate: z.number().int(),
    rejected: z.number().int(),
    skipped: z.number().int().describe('System files in archives (.DS_Store, Thumbs.db); not counted in `files`'),
    pages: z.number().int(),
    pagesDone: z.number().int(),
    pagesFailed: z.number().int(),
  })
  .meta({ id: 'BatchCounts' });
export type BatchCounts = z.infer<typeof batchCountsSchema>;

/** Why one page has no text. */
export const failedPageSchema = problemSchema.extend({ page: z.number().int() }).meta({ id: 'FailedPage' });

export const batchDocumentSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    title: z.string(),
    status: z.enum(documentStatuses),
    pageCount: z.number().int().optional().describe('Known once the file has been opened'),
    pagesDone: z.number().int(),
    pagesFailed: z.number().int(),
    error: problemSchema.optional(),
    failedPages: z.array(failedPageSchema).optional().describe('The reason of each page that failed'),
  })
  .meta({ id: 'BatchDocument' });

export const batchSchema = z
  .object({
    id: idSchema,
    status: z.enum(batchStatuses),
    createdAt: timestampSchema,
    receivedAt: timestampSchema.optional(),
    counts: batchCountsSchema,
    progress: z.number().min(0).max(1).describe('Share of the documents and pages that are finished, 0 to 1'),
    etaSeconds: z
      .number()
      .min(0)
      .optional()
      .describe('Estimated seconds until everything is done, from the pace of the finished pages'),
    files: z.array(receiptFileSchema),
    documents: z.array(batchDocumentSchema),
  })
  .meta({ id: 'Batch' });
export type BatchView = z.infer<typeof batchSchema>;

export const batchListQuerySchema = z.object({ limit: limitSchema, cursor: cursorSchema.optional() });

export const batchSummarySchema = z
  .object({
    id: idSchema,
    status: z.enum(batchStatuses),
    createdAt: timestampSchema,
    receivedAt: timestampSchema.optional(),
    counts: batchCountsSchema,
  })
  .meta({ id: 'BatchSummary' });
export type BatchSummary = z.infer<typeof batchSummarySchema>;

export const batchListSchema = z
  .object({ batches: z.array(batchSummarySchema), more: z.boolean(), cursor: z.string().optional() })
  .meta({ id: 'BatchList' });
export type BatchList = z.infer<typeof batchListSchema>;
