import { z } from 'zod';
import { timestampSchema } from './common.js';

export const livenessSchema = z.object({ status: z.literal('up') }).meta({ id: 'Liveness' });

/** One external system that the API needs. */
export const dependencySchema = z
  .object({ status: z.enum(['up', 'down']), tookMs: z.number() })
  .meta({ id: 'Dependency' });

export const workerSchema = z
  .object({
    id: z.string(),
    kind: z.string(),
    startedAt: timestampSchema,
    lastSeenAt: timestampSchema,
    detail: z.unknown().describe('Versions; for a recogniser also the engine in use, and why others could not be used'),
  })
  .meta({ id: 'Worker' });

export const readinessSchema = z
  .object({
    status: z.enum(['up', 'degraded', 'down']).describe('degraded: uploads are accepted, but may not be processed'),
    database: dependencySchema,
    queue: dependencySchema,
    store: dependencySchema,
    workers: z.array(workerSchema),
    backup: z
      .object({ doneAt: timestampSchema, ageSeconds: z.number(), isFailing: z.boolean() })
      .optional()
      .describe('The last good backup, and whether a later one failed; absent when none was made yet'),
  })
  .meta({ id: 'Readiness' });
export type Readiness = z.infer<typeof readinessSchema>;
