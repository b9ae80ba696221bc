import { z } from 'zod';

/**
 * The W3C trace context of the step that created this one: 55 characters without information about
 * a record. Missing if tracing is off.
 */
export const traceparentSchema = z
  .string()
  .regex(/^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/)
  .optional();
