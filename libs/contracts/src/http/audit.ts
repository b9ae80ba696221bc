import { z } from 'zod';
import { limitSchema, timestampSchema } from './common.js';

const rowIdSchema = z.string().regex(/^\d{1,18}$/, 'must be the id of a row');

export const auditQuerySchema = z.object({
  limit: limitSchema,
  cursor: rowIdSchema.optional().describe('The `cursor` of the previous answer'),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;

export const auditRowSchema = z
  .object({
    id: rowIdSchema,
    at: timestampSchema,
    actor: z.string(),
    action: z.string(),
    object: z.string().describe('What it was done to, by id; `-` where nothing is named'),
    requestId: z.string(),
    outcome: z
      .string()
      .optional()
      .describe('`done`; `allowed` or `begun` where it was written before; else the code of the refusal'),
    changes: z.string().optional().describe('What changed, as JSON, without texts'),
    address: z.string().optional().describe('Where the request came from'),
    hash: z.string().describe('SHA-256 over the hash of the row before and this row'),
  })
  .meta({ id: 'AuditRow' });

export const auditListSchema = z
  .object({ rows: z.array(auditRowSchema), more: z.boolean(), cursor: z.string().optional() })
  .meta({ id: 'AuditList' });
export type AuditList = z.infer<typeof auditListSchema>;

export const auditReportSchema = z
  .object({
    isIntact: z.boolean(),
    rows: z.number().int().describe('Rows from the first one on that follow from each other'),
    head: z
      .string()
      .describe('Hash of the last of them: written down elsewhere, it proves later that they were not changed'),
    brokenAt: rowIdSchema
      .optional()
      .describe('The first row that was changed, moved or put in, or follows a removed one'),
    isEndMissing: z.boolean().describe('Rows at the end were removed'),
  })
  .meta({ id: 'AuditReport' });
export type AuditReport = z.infer<typeof auditReportSchema>;
