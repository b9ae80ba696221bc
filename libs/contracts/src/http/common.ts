import { z } from 'zod';

/** The id of a batch, document, page or word. */
export const idSchema = z.uuid();

/** A moment: RFC 3339 in UTC with milliseconds. */
export const timestampSchema = z.iso.datetime().describe('RFC 3339, UTC');

/** A day without a time or zone: `2024-05-17`. The database knows no year 0. */
export const plainDateSchema = z.iso
  .date()
  .refine((day) => !day.startsWith('0000'), 'the year 0000 does not exist')
  .describe('A plain date, YYYY-MM-DD');

/** A rectangle in pixels of the original page image, origin top left. */
export const boxSchema = z
  .object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })
  .meta({ id: 'Box', description: 'Pixels of the original page image, origin top left' });

export const pointSchema = z.object({ x: z.number(), y: z.number() }).meta({ id: 'Point' });

/** The reason for a failure: a stable dotted code and a sentence that says what to do. */
export const problemSchema = z
  .object({ code: z.string(), message: z.string() })
  .meta({ id: 'Problem', description: 'A stable code with dots, and a sentence that says what to do' });

/** Every unsuccessful answer has this body. */
export const errorBodySchema = z
  .object({ error: z.object({ code: z.string(), message: z.string(), requestId: z.string() }) })
  .meta({ id: 'Error', description: 'The shape of every error' });
export type ErrorBody = z.infer<typeof errorBodySchema>;

/** A page of a list: the number of entries, and where the previous page ended. */
export const limitSchema = z.coerce.number().int().min(1).max(200).default(50);
export const cursorSchema = z.string().min(1).max(500).describe('The `cursor` of the previous answer');

/** A number in a path, such as a page number. Counts from 1. */
export const pageNumberSchema = z.coerce.number().int().min(1).max(1_000_000);
