import type { PageWarning } from '@longhand/core';
import type { DecodeLimits, RotationDegrees } from '@longhand/image-io';
import type { ReaderLocation } from './line-reader.js';

/** What a page thread is asked to do with an original in a local file. */
export type PageTask =
  | { kind: 'open'; path: string; limits: DecodeLimits }
  | {
      kind: 'segment';
      path: string;
      page: PageToSegment;
      limits: DecodeLimits;
      /** Left out, no page is turned. */
      reader?: ReaderLocation;
    };

/** Which page of a file, and which way up. */
export interface PageToSegment {
  /** From 1. */
  number: number;
  /** Clockwise turn on top of what the file says. */
  rotation: RotationDegrees;
  /** A person turned the page so: it is read as it is, not the way up that reads best. */
  isFixed: boolean;
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
  /** The turn that it was segmented with. */
  rotation: RotationDegrees;
  warnings: PageWarning[];
}

export type TaskResult = { kind: 'opened'; result: OpenResult } | { kind: 'segmented'; result: SegmentResult };
