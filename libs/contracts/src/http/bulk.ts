import { z } from 'zod';
import { idSchema, problemSchema } from './common.js';
import { tagsSchema } from './document-fields.js';
import { documentListQuerySchema } from './documents.js';

/** Documents that one bulk request can name. */
const maxBulkDocuments = 200;
/** Ids that one selection can give. */
const maxSelected = 5000;

const bulkIdsSchema = z
  .array(idSchema)
  .min(1)
  .max(maxBulkDocuments)
  .refine((ids) => new Set(ids).size === ids.length, 'must name each document once');

export const selectionQuerySchema = documentListQuerySchema
  .omit({ cursor: true, limit: true })
  .extend({ limit: z.coerce.number().int().min(0).max(maxSelected).default(maxSelected) });
export type SelectionQuery = z.infer<typeof selectionQuerySchema>;

export const selectionSchema = z
  .object({
    ids: z.array(idSchema).describe('Newest first, at most `limit`'),
    total: z.number().int().describe('Number of documents that match'),
  })
  .meta({ id: 'DocumentSelection' });
export type DocumentSelection = z.infer<typeof selectionSchema>;

export const bulkTagsSchema = z
  .strictObject({ ids: bulkIdsSchema, add: tagsSchema.default([]), remove: tagsSchema.default([]) })
  .refine(({ add, remove }) => add.length + remove.length > 0, 'give tags to add or to remove')
  .meta({ id: 'BulkTags' });
export type BulkTags = z.infer<typeof bulkTagsSchema>;

export const bulkDocumentsSchema = z.strictObject({ ids: bulkIdsSchema }).meta({ id: 'BulkDocuments' });
export type BulkDocuments = z.infer<typeof bulkDocumentsSchema>;

export const bulkAnswerSchema = z
  .object({
    done: z.number().int(),
    refused: z.number().int(),
    results: z
      .array(z.object({ id: idSchema, error: problemSchema.optional().describe('Why nothing was done with it') }))
      .describe('One entry for each document, in the order of the request'),
  })
  .meta({ id: 'BulkAnswer' });
export type BulkAnswer = z.infer<typeof bulkAnswerSchema>;
