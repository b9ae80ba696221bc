import { z } from 'zod';
import { idSchema } from './common.js';
import { lineSchema } from './pages.js';

const pixelSchema = z.number().min(-100_000).max(100_000);
const sideSchema = z.number().positive().max(100_000);

/** A place on a page that a person drew. */
export const drawnBoxSchema = z
  .strictObject({ x: pixelSchema, y: pixelSchema, width: sideSchema, height: sideSchema })
  .meta({ id: 'DrawnBox', description: 'Pixels of the page, origin top left; what lies beyond the page is cut off' });

/** What a person read in a line: one line of text, at most 200 words. */
export const lineTextSchema = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .refine((text) => !/\p{Cc}/u.test(text), 'control characters are not allowed')
  .refine((text) => text.split(/\s+/u).length <= 200, 'must have at most 200 words');

const afterSchema = idSchema.nullable();

export const newLineSchema = z
  .strictObject({
    box: drawnBoxSchema,
    text: lineTextSchema,
    after: afterSchema
      .optional()
      .describe(
        'Id of the line that the new one follows, or `null` for the first place; left out, its place on the page ' +
          'decides',
      ),
  })
  .meta({ id: 'NewLine' });
export type NewLineRequest = z.infer<typeof newLineSchema>;

export const lineMoveSchema = z
  .strictObject({ after: afterSchema.describe('Id of the line that it follows, or `null` for the first place') })
  .meta({ id: 'LineMove' });
export type LineMoveRequest = z.infer<typeof lineMoveSchema>;

export const lineDeletionSchema = z
  .object({
    id: idSchema,
    state: z
      .enum(['once', 'deleted'])
      .describe('`once`: with double keying, the line stays until another person has deleted it too'),
  })
  .meta({ id: 'LineDeletion' });
export type LineDeletionView = z.infer<typeof lineDeletionSchema>;

export type LineView = z.infer<typeof lineSchema>;
