import type { DecodeLimits, RotationDegrees } from '@longhand/image-io';

/** What a page thread is asked to do with an original in a local file. */
export type PageTask =
  | { kind: 'open'; path: string; limits: DecodeLimits }
  | { kind: 'segment'; path: string; page: PageToSegment; limits: DecodeLimits };

/** Which page of a file, and how a person turned it. */
export interface PageToSegment {
  /** From 1. */
  number: number;
  rotation: RotationDegrees;
}

export interface OpenResult {
  pageCount: number;
}

/** A segmented page as it is stored. */
export interface SegmentResult {
  jpeg: Uint8Array;
  layoutJson: string;
  glyphs: Uint8Array;
  strips: Uint8Array;
  widthPx: number;
  heightPx: number;
  skewDegrees: number;
}

/** Errors lose their class on the way out of a thread, so that refusals travel as data. */
export type TaskAnswer =
  | { kind: 'opened'; result: OpenResult }
  | { kind: 'segmented'; result: SegmentResult }
  | { kind: 'refused'; code: string; message: string; isPermanent: boolean };
