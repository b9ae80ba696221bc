import { z } from 'zod';
import { boxSchema, cursorSchema, idSchema, plainDateSchema } from './common.js';
import { tagSchema, titleSchema } from './document-fields.js';

export const searchQuerySchema = z.object({
  q: z.string().trim().min(1).max(500).describe('The words to look for; the last one may be a beginning'),
  title: titleSchema.optional(),
  tag: tagSchema.optional(),
  from: plainDateSchema.optional().describe('Earliest record date'),
  to: plainDateSchema.optional().describe('Latest record date'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: cursorSchema.optional(),
});
export type SearchQuery = z.infer<typeof searchQuerySchema>;

export const searchWordSchema = z
  .object({
    id: idSchema,
    text: z.string(),
    box: boxSchema,
    confidence: z.number(),
    matched: z.boolean(),
  })
  .meta({ id: 'SearchWord' });

export const searchHitSchema = z
  .object({
    documentId: idSchema,
    title: z.string(),
    recordDate: plainDateSchema.optional(),
    tags: z.array(z.string()),
    page: z.number().int(),
    score: z.number(),
    snippet: z.string(),
    words: z.array(searchWordSchema),
  })
  .meta({ id: 'SearchHit' });

export const searchAnswerSchema = z
  .object({
    hits: z.array(searchHitSchema),
    took_ms: z.number(),
    more: z.boolean(),
    cursor: z.string().optional(),
  })
  .meta({ id: 'SearchAnswer' });
export type SearchAnswer = z.infer<typeof searchAnswerSchema>;
