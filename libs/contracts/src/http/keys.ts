import { z } from 'zod';
import { idSchema, timestampSchema } from './common.js';

export const keyRoles = ['clerk', 'reviewer', 'auditor', 'admin'] as const;

export const keyRoleSchema = z.enum(keyRoles).meta({
  id: 'KeyRole',
  description:
    'clerk: upload, read and search. reviewer: also correct words. auditor: only the audit log. admin: ' +
    'everything, including keys, deletion and holds.',
});

export const newKeySchema = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .regex(/^\P{Cc}*$/u, 'has a control character')
      .describe('What the key is for'),
    role: keyRoleSchema,
    expiresInDays: z
      .number()
      .int()
      .min(1)
      .max(3650)
      .optional()
      .describe('If absent, the key is valid until it is revoked'),
  })
  .meta({ id: 'NewKey' });
export type NewKey = z.infer<typeof newKeySchema>;

/** The confirmation that the last key of an administrator may be revoked. */
export const keyRevocationSchema = z.object({
  sure: z.enum(['yes']).optional().describe('Revokes the key even if no administrator can sign in without it'),
});
export type KeyRevocation = z.infer<typeof keyRevocationSchema>;

/** A key as shown in lists. */
export const keySchema = z
  .object({
    id: idSchema,
    name: z.string(),
    prefix: z.string().describe('The public part of the key, after lh_'),
    role: keyRoleSchema,
    createdAt: timestampSchema,
    expiresAt: timestampSchema.optional(),
    revokedAt: timestampSchema.optional(),
  })
  .meta({ id: 'Key' });
export type Key = z.infer<typeof keySchema>;

export const keyListSchema = z.object({ keys: z.array(keySchema) }).meta({ id: 'KeyList' });
export type KeyList = z.infer<typeof keyListSchema>;

/** The only answer that contains the key itself. */
export const madeKeySchema = keySchema
  .extend({ key: z.string().describe('Shown only once, because only its hash is stored') })
  .meta({ id: 'MadeKey' });
export type MadeKey = z.infer<typeof madeKeySchema>;
