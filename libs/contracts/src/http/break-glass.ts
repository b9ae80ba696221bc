import { z } from 'zod';
import { idSchema, timestampSchema } from './common.js';
import { keyRoleSchema } from './keys.js';

export const newEmergencySchema = z
  .strictObject({
    reason: z
      .string()
      .trim()
      .min(10, 'must give the reason, in 10 characters or more')
      .max(500)
      .regex(/^\P{Cc}*$/u, 'has a control character'),
    minutes: z.number().int().min(1).max(240).default(60),
  })
  .meta({ id: 'NewEmergency' });
export type NewEmergency = z.infer<typeof newEmergencySchema>;

export const emergencySchema = z
  .object({
    id: idSchema,
    actor: z.string().describe('The person, as in the audit log'),
    name: z.string(),
    role: keyRoleSchema.describe('At that time'),
    reason: z.string(),
    createdAt: timestampSchema,
    expiresAt: timestampSchema,
    endedAt: timestampSchema.optional().describe('When the person ended it early'),
  })
  .meta({ id: 'Emergency' });
export type Emergency = z.infer<typeof emergencySchema>;

export const emergencyListSchema = z
  .object({ emergencies: z.array(emergencySchema).describe('The last 200, newest first') })
  .meta({ id: 'EmergencyList' });
export type EmergencyList = z.infer<typeof emergencyListSchema>;
