import { z } from 'zod';
import { idSchema, plainDateSchema } from './common.js';
import { wordSchema } from './pages.js';

/**
 * The risk of an error in a word: doses and numbers first, then dates, names, and all other words.
 */
export const reviewRisks = ['dose', 'number', 'date', 'name', 'word'] as const;

export const reviewQuerySchema = z.object({
  documentId: idSchema.optional().describe('Only words of this document'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ReviewQuery = z.infer<typeof reviewQuerySchema>;

export const reviewItemSchema = z
  .object({
    documentId: idSchema,
    title: z.string(),
    recordDate: plainDateSchema.optional(),
    page: z.number().int(),
    risk: z.enum(reviewRisks).describe('What kind of word this seems to be; the riskiest kinds come first'),
    lineText: z.string().describe('The line that contains the word'),
    word: wordSchema,
    keyedTexts: z
      .array(z.string())
      .optional()
      .describe('With double keying, if people disagree: everything that was typed, oldest first'),
  })
  .meta({ id: 'ReviewItem' });

export const reviewSchema = z
  .object({
    items: z.array(reviewItemSchema),
    more: z.boolean().describe('True if more words are waiting'),
  })
  .meta({ id: 'Review' });
export type ReviewAnswer = z.infer<typeof reviewSchema>;

export const reviewSettingsChangeSchema = z
  .strictObject({
    doubleKeying: z
      .boolean()
      .describe(
        'A correction counts only when two different people have typed the same text; if they differ, a third ' +
          'person decides',
      ),
  })
  .meta({ id: 'ReviewSettingsChange' });
export type ReviewSettingsChange = z.infer<typeof reviewSettingsChangeSchema>;

export const reviewSettingsSchema = z
  .object({ doubleKeying: z.boolean(), mayChange: z.boolean().describe('Whether the caller may change this') })
  .meta({ id: 'ReviewSettings' });
export type ReviewSettingsAnswer = z.infer<typeof reviewSettingsSchema>;
