import { z } from 'zod';
import { boxSchema, cursorSchema, idSchema, plainDateSchema } from './common.js';
import { tagSchema, titleSchema } from './document-fields.js';

export const searchQuerySchema = z.object({
  q: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .describe(
      'Words that must all occur, on the page, in the title or in a tag: word, "a phrase", begin*, -not or ' +
        'NOT, or, title:word, tag:word, from:1905-03, to:1906. The last word also matches as a beginning.',
    ),
  fuzzy: z
    .stringbool({ truthy: ['true', '1', 'yes'], falsy: ['false', '0', 'no'] })
    .default(true)
    .describe('Also finds similar words, and words that begin with the last word; they are listed last'),
  title: titleSchema.optional().describe('Beginnings of words in the title or file name'),
  tag: tagSchema.optional().describe('A whole tag'),
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
    certainty: z
      .number()
      .optional()
      .describe('For a matched word: probability that the ink says what was searched for'),
    guess: z.boolean().optional().describe('For a matched word: its certainty is below 1/2'),
    reading: z
      .string()
      .optional()
      .describe('For a matched word: the reading that matched, if it is not the displayed one'),
  })
  .meta({ id: 'SearchWord' });
export type SearchWord = z.infer<typeof searchWordSchema>;

export const searchHitSchema = z
  .object({
    documentId: idSchema,
    title: z.string(),
    recordDate: plainDateSchema.optional(),
    tags: z.array(z.string()),
    page: z.number().int(),
    score: z.number().describe('Relevance times probability, 0 to 1'),
    certainty: z.number().describe('Probability, 0 to 1, that the page contains everything that was searched for'),
    guess: z.boolean().describe('The certainty is below 1/2'),
    snippet: z.string(),
    words: z.array(searchWordSchema),
  })
  .meta({ id: 'SearchHit' });
export type SearchHit = z.infer<typeof searchHitSchema>;

export const searchAnswerSchema = z
  .object({
    hits: z.array(searchHitSchema),
    took_ms: z.number(),
    more: z.boolean(),
    limited: z.boolean().describe('More pages match than were ranked; another word or filter gives better results'),
    cursor: z.string().optional(),
  })
  .meta({ id: 'SearchAnswer' });
export type SearchAnswer = z.infer<typeof searchAnswerSchema>;
