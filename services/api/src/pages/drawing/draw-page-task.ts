import type { DecodeLimits, RotationDegrees } from '@longhand/image-io';

/** The task of the drawing process: render one page of a file as a JPEG at `target`. */
export interface DrawPageTask {
  path: string;
  /** From 1. */
  number: number;
  rotation: RotationDegrees;
  limits: DecodeLimits;
  target: string;
}

export type DrawnAnswer = { kind: 'drawn' } | { kind: 'refused'; code: string };
