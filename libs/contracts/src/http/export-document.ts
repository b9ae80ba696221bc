import { z } from 'zod';
import { documentSummarySchema } from './documents.js';
import { pageSchema } from './pages.js';

/** A whole document with every page, line and word: the `json` export. */
export const documentExportSchema = z
  .object({ version: z.literal(1), document: documentSummarySchema, pages: z.array(pageSchema) })
  .meta({ id: 'DocumentExport' });
export type DocumentExport = z.infer<typeof documentExportSchema>;
