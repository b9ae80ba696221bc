import { z } from 'zod';

/**
 * The ends of all audit logs at one moment, signed: ids, counts and hashes alone, so that it may be
 * kept anywhere. docs/security.md describes the format.
 */
export const auditAnchorSchema = z.strictObject({
  type: z.literal('longhand.audit-anchor'),
  version: z.literal(1),
  at: z.iso.datetime(),
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  heads: z.array(
    z.strictObject({
      tenantId: z.uuid(),
      rows: z.number().int().positive(),
      head: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
  /** Ed25519, in base64. */
  signature: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
});
export type AuditAnchor = z.infer<typeof auditAnchorSchema>;
