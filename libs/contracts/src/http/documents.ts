import { documentStatuses, pageStatuses } from '@longhand/core';
import { z } from 'zod';
import { cursorSchema, idSchema, limitSchema, plainDateSchema, problemSchema, timestampSchema } from './common.js';
import { tagSchema, titleSchema } from './document-fields.js';

export const documentSummarySchema = z
  .object({
    id: idSchema,
    batchId: idSchema,
    name: z.string(),
    title: z.string(),
    recordDate: plainDateSchema.optional(),
    tags: z.array(z.string()),
    status: z.enum(documentStatuses),
    pageCount: z.number().int().optional(),
    mediaType: z.string(),
    sizeBytes: z.number().int(),
    error: problemSchema.optional(),
    createdAt: timestampSchema,
    updatedAt: timestampSchema,
  })
  .meta({ id: 'DocumentSummary' });
export type DocumentSummary = z.infer<typeof documentSummarySchema>;

export const documentPageSchema = z
  .object({
    id: idSchema,
    number: z.number().int(),
    status: z.enum(pageStatuses),
    width: z.number().int().optional(),
    height: z.number().int().optional(),
    confidence: z.number().optional(),
    modelVersion: z.string().optional(),
    error: problemSchema.optional(),
  })
  .meta({ id: 'DocumentPage' });

/** One thing that happened to the document or one of its pages, oldest first. */
export const timelineEntrySchema = z
  .object({
    at: timestampSchema,
    step: z.string(),
    status: z.string(),
    page: z.number().int().optional(),
    attempt: z.number().int(),
    tookMs: z.number().int().optional(),
    worker: z.string().optional(),
    errorCode: z.string().optional(),
  })
  .meta({ id: 'TimelineEntry' });

export const documentSchema = documentSummarySchema
  .extend({
    sha256: z.string(),
    pagesDone: z.number().int(),
    pagesFailed: z.number().int(),
    pages: z.array(documentPageSchema),
    timeline: z.array(timelineEntrySchema),
  })
  .meta({ id: 'Document' });
export type DocumentView = z.infer<typeof documentSchema>;

export const documentListQuerySchema = z.object({
  title: titleSchema.optional().describe('Part of the title or the file name; upper and lower case are equal'),
  tag: tagSchema.optional(),
  status: z.enum(documentStatuses).optional(),
  from: plainDateSchema.optional().describe('Earliest record date'),
  to: plainDateSchema.optional().describe('Latest record date'),
  limit: limitSchema,
  cursor: cursorSchema.optional(),
});
export type DocumentListQuery = z.infer<typeof documentListQuerySchema>;

export const documentListSchema = z
  .object({ documents: z.array(documentSummarySchema), more: z.boolean(), cursor: z.string().optional() })
  .meta({ id: 'DocumentList' });
export type DocumentList = z.infer<typeof documentListSchema>;
