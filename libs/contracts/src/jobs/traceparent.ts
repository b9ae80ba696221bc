import { z } from 'zod';

/**
 * The W3C trace context of the step that asked for this one: 55 characters that say nothing about a
 * record. Absent while nothing is traced.
 */
export const traceparentSchema = z
  .string()
  .regex(/^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/)
  .optional();
