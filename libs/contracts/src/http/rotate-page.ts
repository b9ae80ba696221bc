import { quarterTurns } from '@longhand/core';
import { z } from 'zod';

/** A person's rotation of a page, clockwise, added to earlier rotations. */
export const pageRotationSchema = z
  .strictObject({ degrees: z.literal(quarterTurns).describe('Clockwise: 90, 180 or 270') })
  .meta({ id: 'PageRotation' });
export type PageRotation = z.infer<typeof pageRotationSchema>;
