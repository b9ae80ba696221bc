import { z } from 'zod';
import { idSchema, timestampSchema } from './common.js';
import { keyRoleSchema } from './keys.js';

/** Compared without regard to case. */
export const userNameSchema = z
  .string()
  .trim()
  .toLowerCase()
  .normalize('NFKC')
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,99}$/u, 'must be 1 to 100 letters, digits, ".", "_", "-" and "@"');

const passwordSchema = z.string().min(1).max(200);

const newPasswordSchema = z
  .string()
  .min(12, 'must have 12 characters or more')
  .max(200)
  .describe('12 to 200 characters');

export const userSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    role: keyRoleSchema,
    mustChangePassword: z.boolean().describe('The password was set by somebody else'),
    createdAt: timestampSchema,
    disabledAt: timestampSchema.optional(),
  })
  .meta({ id: 'User' });
export type User = z.infer<typeof userSchema>;

export const userListSchema = z.object({ users: z.array(userSchema) }).meta({ id: 'UserList' });
export type UserList = z.infer<typeof userListSchema>;

export const newUserSchema = z.strictObject({ name: userNameSchema, role: keyRoleSchema }).meta({ id: 'NewUser' });
export type NewUser = z.infer<typeof newUserSchema>;

/** The only answer that contains the password. */
export const madeUserSchema = userSchema
  .extend({ password: z.string().describe('Give it to the person, who must change it at the first sign-in') })
  .meta({ id: 'MadeUser' });
export type MadeUser = z.infer<typeof madeUserSchema>;

export const userChangeSchema = z
  .strictObject({ role: keyRoleSchema.optional(), isDisabled: z.boolean().optional() })
  .refine((change) => Object.keys(change).length > 0, 'must name at least one thing to change')
  .meta({ id: 'UserChange' });
export type UserChange = z.infer<typeof userChangeSchema>;

export const signInSchema = z
  .strictObject({
    tenant: z.string().trim().min(1).max(100).default('default').describe('Whose records'),
    name: z.string().min(1).max(200),
    password: passwordSchema,
  })
  .meta({ id: 'SignIn' });
export type SignIn = z.infer<typeof signInSchema>;

export const startedSessionSchema = z
  .object({
    token: z.string().describe('Send it as "Authorization: Bearer <token>"'),
    expiresAt: timestampSchema,
    user: userSchema,
  })
  .meta({ id: 'StartedSession' });
export type StartedSession = z.infer<typeof startedSessionSchema>;

export const sessionListSchema = z
  .object({
    sessions: z.array(
      z.object({
        id: idSchema,
        startedAt: timestampSchema,
        lastSeenAt: timestampSchema.describe('Time of the last request, to the minute'),
        expiresAt: timestampSchema.describe('When you must sign in again, even if you keep working'),
        isCurrent: z.boolean().describe('Whether this request uses it'),
      }),
    ),
  })
  .meta({ id: 'SessionList' });
export type SessionList = z.infer<typeof sessionListSchema>;

export const endedSessionsSchema = z
  .object({ ended: z.number().int().describe('Number of sign-ins that were ended') })
  .meta({ id: 'EndedSessions' });
export type EndedSessions = z.infer<typeof endedSessionsSchema>;

export const passwordChangeSchema = z
  .strictObject({ current: passwordSchema, new: newPasswordSchema })
  .meta({ id: 'PasswordChange' });
export type PasswordChange = z.infer<typeof passwordChangeSchema>;

/** The caller. */
export const meSchema = z
  .object({
    kind: z.enum(['key', 'user', 'token']),
    name: z.string(),
    role: keyRoleSchema,
    permissions: z.array(z.string()),
    mustChangePassword: z.boolean(),
    emergencyUntil: timestampSchema
      .optional()
      .describe('Until when you have additional rights because of an emergency'),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof meSchema>;
