import { z } from 'zod';
import { plainDateSchema } from './common.js';

/** What prevents a document from being deleted. Missing fields do not (or no longer) prevent it. */
export const retentionSchema = z
  .strictObject({
    retainUntil: plainDateSchema.optional().describe('The document cannot be deleted before this day'),
    holdReason: z
      .string()
      .trim()
      .min(1)
      .max(500)
      .regex(/^\P{Cc}*$/u, 'has a control character')
      .optional()
      .describe('Legal hold: nobody can delete the document, whatever the date'),
  })
  .meta({ id: 'Retention' });
export type Retention = z.infer<typeof retentionSchema>;
