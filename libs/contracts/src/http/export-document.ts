import { z } from 'zod';
import { pageNumberSchema } from './common.js';
import { documentSummarySchema } from './documents.js';
import { marksSchema, pageSchema } from './pages.js';

/** What a document can leave as. */
export const exportFormats = ['txt', 'json', 'pdf', 'alto', 'page', 'hocr', 'fhir'] as const;
export type ExportFormat = (typeof exportFormats)[number];

// Any word is let in, so that a wrong one is answered with a code of its own and the list of
// formats.
const formatSchema = z.string().min(1).max(20).describe('`txt`, `json`, `pdf`, `alto`, `page`, `hocr` or `fhir`');

const exportMarksSchema = marksSchema
  .optional()
  .describe(
    '"?" marks: `words` (after each uncertain word), `letters` or `none`. Default: `words` in `txt`, `json` ' +
      'and `fhir`, none in `pdf` and `hocr`. `alto` and `page` have the certainty of each word instead of marks.',
  );

export const exportQuerySchema = z.object({
  format: formatSchema,
  page: pageNumberSchema.optional().describe('Only this page, counted from 1'),
  marks: exportMarksSchema,
});
export type ExportQuery = z.infer<typeof exportQuerySchema>;

export const batchExportQuerySchema = z.object({ format: formatSchema, marks: exportMarksSchema });
export type BatchExportQuery = z.infer<typeof batchExportQuerySchema>;

/** A whole document with every page, line and word: the `json` export. */
export const documentExportSchema = z
  .object({
    version: z.literal(1),
    document: documentSummarySchema,
    pages: z.array(pageSchema.omit({ deleted: true })),
  })
  .meta({ id: 'DocumentExport' });
export type DocumentExport = z.infer<typeof documentExportSchema>;
