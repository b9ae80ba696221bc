import { marksKinds, pageStatuses } from '@longhand/core';
import { z } from 'zod';
import { boxSchema, idSchema, pointSchema, problemSchema, timestampSchema } from './common.js';

export const alternativeSchema = z.object({ text: z.string(), probability: z.number() }).meta({ id: 'Alternative' });

export const wordSchema = z
  .object({
    id: idSchema,
    text: z.string().describe('The correction if a person made one, otherwise the reading'),
    markedText: z.string().describe('The text with the requested "?" marks, by default one after each uncertain word'),
    doubtfulLetters: z
      .array(z.number().int())
      .describe(
        'Indices of the uncertain characters of the text, in code points; empty if a person has confirmed or ' +
          'corrected the word',
      ),
    reading: z.string().describe('What the recogniser read'),
    box: boxSchema,
    confidence: z.number().describe('Calibrated probability that the reading is right'),
    uncertain: z.boolean(),
    alternatives: z.array(alternativeSchema),
    correctedBy: z.string().optional(),
    correctedAt: timestampSchema.optional(),
    keying: z
      .enum(['once', 'disputed', 'verified'])
      .optional()
      .describe(
        'With double keying: typed by one person so far, typed differently by several, or typed identically by ' +
          'two. The text does not change until it is verified.',
      ),
  })
  .meta({ id: 'Word' });
export type WordView = z.infer<typeof wordSchema>;

export const lineSchema = z
  .object({
    id: idSchema.describe('Stays while the line stays at its place; a reading that puts it elsewhere gives it another'),
    number: z.number().int().describe('From 0, in reading order; deleted lines leave gaps'),
    box: boxSchema,
    baseline: z.array(pointSchema),
    script: z
      .string()
      .optional()
      .describe('ISO 15924 code of a script that Longhand does not read, such as `Deva`: the line has no words'),
    addedBy: z.string().optional().describe('Who added the line, which the reader had missed'),
    deletion: z
      .literal('once')
      .optional()
      .describe('With double keying: one person has deleted the line; it stays until another one does so too'),
    words: z.array(wordSchema),
  })
  .meta({ id: 'Line' });

/** A line or word that people deleted because nobody wrote there. */
export const deletedPlaceSchema = z
  .object({
    kind: z.enum(['line', 'word']),
    id: idSchema.describe('Of the line or word; restores it'),
    box: boxSchema,
    text: z.string().describe('What was read there, or typed into an added line'),
  })
  .meta({ id: 'DeletedPlace' });

export const pageSchema = z
  .object({
    id: idSchema,
    documentId: idSchema,
    number: z.number().int(),
    status: z.enum(pageStatuses),
    width: z.number().int().optional(),
    height: z.number().int().optional(),
    skewDegrees: z.number().optional(),
    warnings: z.array(problemSchema).optional().describe('Warnings about the picture; the page was read anyway'),
    modelVersion: z.string().optional(),
    confidence: z.number().optional(),
    text: z.string().optional(),
    error: problemSchema.optional(),
    lines: z.array(lineSchema),
    deleted: z.array(deletedPlaceSchema).describe('Lines and words that people deleted, and that can be restored'),
  })
  .meta({ id: 'Page' });
export type PageView = z.infer<typeof pageSchema>;

/**
 * Which "?" marks a text has: one after each uncertain word, one after each uncertain letter, or
 * none.
 */
export const marksSchema = z
  .enum(marksKinds)
  .describe('`words`: a "?" after each uncertain word; `letters`: one after each uncertain letter; `none`: no marks');

export const marksQuerySchema = z.object({ marks: marksSchema.optional() });
export type MarksQuery = z.infer<typeof marksQuerySchema>;

export const pageImageQuerySchema = z.object({
  max: z.coerce.number().int().min(16).max(20_000).optional().describe('Maximum length of the long side, in pixels'),
  box: z
    .string()
    .regex(/^-?\d{1,5},-?\d{1,5},[1-9]\d{0,4},[1-9]\d{0,4}$/, 'must be x,y,width,height in whole pixels of the page')
    .optional()
    .describe('Only this part: `x,y,width,height` in pixels of the page; white beyond the edge of the page'),
});
export type PageImageQuery = z.infer<typeof pageImageQuerySchema>;

/**
 * A person's reading of one word: no line breaks, no control characters; empty when there is no
 * word at that place.
 */
export const wordCorrectionSchema = z
  .strictObject({
    text: z
      .string()
      .trim()
      .max(500)
      .refine((text) => !/\p{Cc}/u.test(text), 'control characters are not allowed'),
  })
  .meta({ id: 'WordCorrection' });
export type WordCorrection = z.infer<typeof wordCorrectionSchema>;
