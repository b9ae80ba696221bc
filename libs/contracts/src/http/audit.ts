import { z } from 'zod';
import { limitSchema, timestampSchema } from './common.js';

const rowIdSchema = z.string().regex(/^\d{1,18}$/, 'must be the id of an entry');

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
    object: z.string().describe('Id of the object of the action; `-` if there is none'),
    requestId: z.string(),
    outcome: z
      .string()
      .optional()
      .describe('`done`, or the code of the refusal; `allowed` or `begun` if the entry was written before the end'),
    changes: z.string().optional().describe('What changed, as JSON, without any text of the records'),
    address: z.string().optional().describe('Where the request came from'),
    hash: z.string().describe('SHA-256 of the hash of the previous row and this row'),
  })
  .meta({ id: 'AuditRow' });

export const auditListSchema = z
  .object({ rows: z.array(auditRowSchema), more: z.boolean(), cursor: z.string().optional() })
  .meta({ id: 'AuditList' });
export type AuditList = z.infer<typeof auditListSchema>;

export const auditReportSchema = z
  .object({
    isIntact: z.boolean(),
    rows: z.number().int().describe('Number of rows from the first one on whose hashes form a chain'),
    head: z
      .string()
      .describe('Hash of the last of these rows. Keep a copy elsewhere, to prove later that they were not changed'),
    brokenAt: rowIdSchema
      .optional()
      .describe('The first row that was changed, moved or added, or that follows a removed row'),
    isEndMissing: z.boolean().describe('Rows at the end were removed'),
  })
  .meta({ id: 'AuditReport' });
export type AuditReport = z.infer<typeof auditReportSchema>;
